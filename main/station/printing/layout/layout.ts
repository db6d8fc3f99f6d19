/** What stands where on each paper: the model in, a sheet out. It knows no printer. */
import { followUrl } from '../../../../shared/contract/scans.ts';
import { picturesOf } from '../../../../shared/domain/pictures.ts';
import { layDay } from './day-layout.ts';
import { markCopy, writeHeading } from './heading.ts';
import { HEADING, SheetWriter, STRONG, TITLE, type Sheet } from './sheet.ts';
import { layEvent, layService } from './take-along-layout.ts';
import { layTestPage } from './test-page.ts';
import { titleOf, type Paper, type PaperSlip, type PaperTicket } from '../papers/ticket.ts';
import { inOther, paperWord, spellInstant, spellPictures, spellQueue } from '../papers/words.ts';

export function layOut(paper: Paper): Sheet {
  switch (paper.kind) {
    case 'ticket':
      return layTicket(paper);
    case 'slip':
      return laySlip(paper);
    case 'event':
      return layEvent(paper);
    case 'service':
      return layService(paper);
    case 'test':
      return layTestPage(paper);
    case 'day':
      return layDay(paper);
    default:
      return paper satisfies never;
  }
}

function layTicket(ticket: PaperTicket): Sheet {
  const { language, second } = ticket;
  const sheet = new SheetWriter();
  const { date, time } = spellInstant(ticket.issuedAt, ticket);

  markCopy(sheet, ticket);
  sheet.write(ticket.centre, STRONG).space(28);
  writeHeading(sheet, 'yourTurn', ticket);
  sheet.number(titleOf(ticket)).space(12);
  sheet.write(ticket.service, TITLE);
  if (ticket.queue) {
    sheet.space(24);
    for (const line of spellQueue(language, ticket.queue)) sheet.write(line, STRONG);
  }
  sheet.space(32).qr(ticket.publicUrl === undefined ? ticket.visit : followUrl(ticket.publicUrl, ticket.visit)).space(32);
  sheet.write(date).write(time).space(24);
  sheet.write(spellPictures(language, picturesOf(ticket.visit)), STRONG);
  sheet.write(paperWord(language, 'remember')).space(20);
  sheet.write(paperWord(language, 'keep'), STRONG).write(paperWord(language, 'weCall'), STRONG);
  sheet.write(inOther(second, 'weCall'));
  return sheet.finish();
}

function laySlip(slip: PaperSlip): Sheet {
  const { language, second } = slip;
  const sheet = new SheetWriter();
  const { date, time } = spellInstant(slip.at, slip);

  markCopy(sheet, slip);
  sheet.write(slip.centre, STRONG).space(28);
  writeHeading(sheet, 'keptPlace', slip);
  sheet.number(titleOf(slip)).space(12);
  sheet.write(slip.service, TITLE).space(24);
  sheet.write(date, HEADING);
  sheet.write(paperWord(language, 'from', { hour: Number.parseInt(time, 10), time }), HEADING).space(32);
  sheet.qr(slip.appointment).space(32);
  sheet.write(paperWord(language, 'comeBack'), STRONG).write(paperWord(language, 'worthNothing')).space(20);
  sheet.write(inOther(second, 'comeBack'));
  return sheet.finish();
}
