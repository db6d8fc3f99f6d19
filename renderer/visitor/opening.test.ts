import { expect, it } from 'vitest';
import { dayWord } from './opening.ts';

const BOGOTA = 'America/Bogota';
/** Monday the 23rd, 23:59 in Bogotá: in London it is Tuesday. */
const LATE = Date.UTC(2026, 10, 24, 4, 59);
const HOUR = 3_600_000;

it.each([
  ['this minute', LATE, 'today'],
  ['a minute later, after midnight', LATE + 60_000, 'tomorrow'],
  ['tomorrow morning', LATE + 8 * HOUR, 'tomorrow'],
  ['the last minute of tomorrow', LATE + 24 * HOUR, 'tomorrow'],
  ['the day after', LATE + 24 * HOUR + 60_000, 'later'],
  ['a time that a late screen took for one to come', LATE - 48 * HOUR, 'today'],
] as const)('[Q8] %s is named by the centre’s calendar', (_what, at, word) => {
  expect(dayWord(BOGOTA, LATE, at)).toBe(word);
});
