/** When a service is open, in the words of a paper: a line for each line of its week or month. */
import type { HoursLine } from '../../../../shared/contract/directory.ts';
import { sayHours } from '../../../../shared/domain/directory/opening/index.ts';
import type { PaperLanguage } from './language.ts';
import { paperWord, spellWeekday } from './words.ts';

export function spellHours(line: HoursLine, language: PaperLanguage): string {
  return sayHours(line, { say: (word, about) => paperWord(language, word, about), nameOf: (day) => spellWeekday(day, language) });
}
