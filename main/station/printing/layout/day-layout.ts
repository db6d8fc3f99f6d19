/** How a day's figures stand on paper: the model in, a sheet out. What may not be shown never reached the model [Q7]. */
import { HEADING, PLAIN, SheetWriter, STRONG, TALL, type Sheet } from './sheet.ts';
import type { PaperDay } from '../papers/staff-paper.ts';
import { paperWord, spellDay, spellInstant } from '../papers/words.ts';

export function layDay(paper: PaperDay): Sheet {
  const { language } = paper;
  const sheet = new SheetWriter();
  const { date, time } = spellInstant(paper.printedAt, paper);

  sheet.write(paper.centre, STRONG).space(28);
  sheet.write(paperWord(language, 'daySummary'), HEADING).space(12);
  sheet.write(spellDay(paper.day, language), STRONG).space(28);
  sheet.write(paperWord(language, 'total'), TALL, 'start').space(4);
  writeFigures(sheet, paper.total, paper);
  for (const { service, figures } of paper.services) {
    sheet.space(28).write(service, STRONG, 'start');
    writeFigures(sheet, figures, paper);
  }
  sheet.space(28).write(paperWord(language, 'countedTwice')).space(16);
  sheet.write(paperWord(language, 'printedAt', { date, time }));
  sheet.write(paperWord(language, 'printedBy', { device: paper.device }));
  return sheet.finish();
}

function writeFigures(sheet: SheetWriter, figures: PaperDay['total'], { language }: PaperDay): void {
  if (figures === null) {
    sheet.write(paperWord(language, 'hidden'), PLAIN, 'start');
    return;
  }
  if (figures.given === 0) {
    sheet.write(paperWord(language, 'noneGiven'), PLAIN, 'start');
    return;
  }
  const { medianWaitMin } = figures;
  for (const each of ['given', 'served', 'left', 'noShows'] as const) sheet.pair(paperWord(language, each), String(figures[each]));
  sheet.pair(paperWord(language, 'medianWait'), medianWaitMin === null ? '–' : paperWord(language, 'minutes', { minutes: medianWaitMin }));
}
