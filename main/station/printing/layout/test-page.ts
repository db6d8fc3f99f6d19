/**
 * The page by which an administrator sees what a printer can, each thing under the name that settings
 * have for it. In: what the printer is called. Out: a sheet that is nobody's turn.
 */
import { printableText } from '../papers/printable.ts';
import { HEADING, SheetWriter, STRONG, type Sheet } from './sheet.ts';
import type { PaperTest } from '../papers/staff-paper.ts';
import { paperWord, spellInstant, type PaperWord } from '../papers/words.ts';

export type TestPage = Omit<PaperTest, 'kind' | 'paper'>;

/** Every letter of our languages that is none of plain English. */
const LETTERS = ['áéíóú üñ ÁÉÍÓÚ ÜÑ ¿? ¡!', 'àâçèêëîïôùû ãõ ò € «»'];

/** As wide as settings know paper to be. */
const RULERS = [384, 512, 576];

/** As long as the id that a ticket's code holds, and nobody's. */
const NOBODY = '0'.repeat(26);

export function layTestPage({ name, at, zone, language, confirms }: TestPage): Sheet {
  const sheet = new SheetWriter();
  const { date, time } = spellInstant(at, { zone, language });
  sheet.write(paperWord(language, 'testPage'), HEADING).space(12);
  sheet.write(printableText(name), STRONG).write(date).write(time).space(12);
  sheet.write(paperWord(language, 'testConfirms', { how: confirms })).space(24);
  const ask = (word: PaperWord, setting: string): void => { sheet.write(`${paperWord(language, word)} (${setting})`, STRONG); };
  ask('testLetters', 'letters');
  for (const line of LETTERS) sheet.write(line);
  sheet.space(12).number('0123').space(24);
  ask('testDots', 'dots');
  for (const dots of RULERS) sheet.ruler(dots);
  sheet.space(24);
  ask('testQr', 'qr');
  sheet.space(32).qr(NOBODY).space(32);
  ask('testCut', 'cutter');
  sheet.space(12);
  sheet.write(paperWord(language, 'testNoTurn'), STRONG);
  return sheet.finish();
}
