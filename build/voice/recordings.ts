/**
 * All that a language's voice is to say before a centre has added words of its own. In: the locale
 * files, and what the voice needs to count. Out: texts by the key under which they are found.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { NUMBERS } from '../../shared/speech/numbers.ts';
import { keyOf } from '../../shared/speech/tokens.ts';
import { piecesOf, type Piece } from './pieces.ts';

/** `assets/voice/<language>.json`. */
export const Voice = z.strictObject({
  /** As `espeak-ng --voices` names it. */
  voice: z.string().min(1),
  /** From one to nine hundred, as they are said before more: «ciento», «doscientos». */
  hundreds: z.array(z.string().min(1)).length(9),
  /** As they are said before more: «mil», «dos mil». */
  thousands: z.array(z.string().min(1)).length(9),
  /** Between hour and minutes, and behind a whole hour. A language may say nothing between. */
  time: z.strictObject({ ':00': z.string().min(1), ':': z.string().min(1).optional() }),
  /** Of those letters whose name the voice does not know by itself. */
  letters: z.record(z.string().regex(/^[A-Z]$/), z.string().min(1)),
});
export type Voice = z.infer<typeof Voice>;

/** What visitors read; the files that hold it. */
const NAMESPACES = ['visitor', 'refusal', 'common'];
/** What a wall says of a call; all else on it is only seen. */
const Wall = z.object({ heard: z.string() });
const VISITOR = { audience: 'visitor', screen: 'visitor' };
const LETTERS = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');

export async function readVoice(root: string, language: string): Promise<Voice> {
  return Voice.parse(await readJson(join(root, 'assets', 'voice', `${language}.json`)));
}

/** What is to be recorded, and by which voice. */
export interface Recording extends Piece {
  readonly voice: string;
}

/** By key; a stretch that ends a sentence somewhere is recorded as its end. */
export async function recordingsOf(root: string, language: string, { voice, hundreds, thousands, time, letters }: Voice): Promise<ReadonlyMap<string, Recording>> {
  const found = new Map<string, Recording>();
  const add = (key: string, text: string, goesOn: boolean, by = voice): void => {
    if (key !== '' && (!goesOn || !found.has(key))) found.set(key, { text, goesOn, voice: by });
  };
  for (const namespace of NAMESPACES) {
    for (const message of sentencesOf(await readJson(join(root, 'assets', 'locales', language, `${namespace}.json`)))) {
      for (const { text, goesOn } of piecesOf(message, VISITOR)) add(keyOf(text), text, goesOn);
    }
  }
  const { heard } = Wall.parse(await readJson(join(root, 'assets', 'locales', language, 'display.json')));
  for (const { text, goesOn } of piecesOf(heard)) add(keyOf(text), text, goesOn);
  const autonyms = z.record(z.string(), z.string()).parse(await readJson(join(root, 'assets', 'locales', 'autonyms.json')));
  // Each language is named by its own voice, on everybody's page.
  for (const [named, autonym] of Object.entries(autonyms)) add(keyOf(autonym), autonym, false, (await readVoice(root, named)).voice);
  for (const name of await calendarOf(root, language)) add(keyOf(name), name, true);
  for (const digits of NUMBERS) add(digits, digits, false);
  for (const [n, words] of hundreds.entries()) add(`${n + 1}xx`, words, true);
  for (const [n, words] of thousands.entries()) add(`${n + 1}xxx`, words, true);
  for (const [mark, words] of Object.entries(time)) if (words !== undefined) add(mark, words, mark === ':');
  for (const letter of LETTERS) add(letter, letters[letter] ?? letter, true);
  return found;
}

function sentencesOf(tree: unknown): readonly string[] {
  if (typeof tree === 'string') return [tree];
  return typeof tree === 'object' && tree !== null ? Object.values(tree).flatMap(sentencesOf) : [];
}

/** Days and months as they stand in a date, and the words between them. */
async function calendarOf(root: string, language: string): Promise<readonly string[]> {
  const pack = Calendar.safeParse(await readJson(join(root, 'assets', 'locales', language, 'tongue.json')).catch(() => undefined));
  if (pack.success) return [...pack.data.days, ...pack.data.months];
  const parts = Array.from({ length: 12 }, (_, month) => {
    const date = new Date(Date.UTC(2026, month, month + 1));
    return new Intl.DateTimeFormat(language, { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' }).formatToParts(date);
  });
  return [...new Set(parts.flat().filter(({ type }) => type !== 'day').map(({ value }) => value))];
}

const Calendar = z.object({ days: z.array(z.string()), months: z.array(z.string()) });

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'));
}
