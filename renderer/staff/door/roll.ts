/**
 * The roll of a date as whoever stands at its door needs it. In: the view, words that were typed. Out:
 * counts of people, the lines that fit, what may be done about one. It decides nothing and asks nobody.
 */
import type { RollLine, RollView, ShownAtDoor } from '../../../shared/contract/activities.ts';
import { scanOf, type Scan } from '../../../shared/contract/scans.ts';
import { SignupCode } from '../../../shared/domain/events/index.ts';
import { SignupId } from '../../../shared/domain/ids.ts';

/** Which lines are shown. */
export const SHOWN = ['all', 'missing', 'came', 'waiting'] as const;
export type Shown = (typeof SHOWN)[number];

/** People, and not parties. */
export interface Counts {
  readonly coming: number;
  readonly came: number;
  readonly waiting: number;
  readonly walkIns: number;
}

const sum = (all: readonly number[]): number => all.reduce((one, other) => one + other, 0);

/** How many come under one paper; one at least, whatever a form said. */
export function sizeOfLine({ adults, children }: Pick<RollLine, 'adults' | 'children'>): number {
  return Math.max(1, adults + children);
}

/** Has a place, or has one kept. */
function hasPlace({ stands }: RollLine): boolean {
  return stands === 'confirmed' || stands === 'over' || stands === 'held';
}

/** Of a date whose people were forgotten, what is known of it for good. */
export function countsOf({ lines, walkIns, tally }: Pick<RollView, 'lines' | 'walkIns' | 'tally'>): Counts {
  if (tally) return { coming: tally.signedUp, came: tally.cameSignedUp, waiting: 0, walkIns: tally.cameOtherwise };
  return {
    coming: sum(lines.filter(hasPlace).map(sizeOfLine)),
    came: sum(lines.map(({ came }) => came ?? 0)),
    waiting: sum(lines.filter(({ stands, came }) => stands === 'waiting' && !came).map(sizeOfLine)),
    walkIns: sum(walkIns.map(({ people }) => people)),
  };
}

/** By name, those without one by code; who gave their place up at the end. What happens at the door moves no line. */
export function linesOf(lines: readonly RollLine[], words: string, shown: Shown): readonly RollLine[] {
  const wanted = plain(words);
  return lines
    .filter((line) => isShown(line, shown) && (wanted === '' || plain(line.name ?? '').includes(wanted) || line.code.startsWith(codeLetters(words))))
    .toSorted((a, b) => rank(a) - rank(b) || compare(plain(a.name ?? '\u{10FFFF}'), plain(b.name ?? '\u{10FFFF}')) || compare(a.code, b.code));
}

function isShown(line: RollLine, shown: Shown): boolean {
  switch (shown) {
    case 'all':
      return true;
    case 'missing':
      return hasPlace(line) && !line.came;
    case 'came':
      return (line.came ?? 0) > 0;
    case 'waiting':
      return line.stands === 'waiting' || line.stands === 'held';
    default:
      return shown satisfies never;
  }
}

function rank({ stands }: RollLine): number {
  return stands === 'cancelled' || stands === 'lapsed' ? 2 : stands === 'waiting' ? 1 : 0;
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Blind to case and accents. */
function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim();
}

/** As somebody types or says a code: `bk7 2qm`. */
function codeLetters(typed: string): string {
  return typed.replaceAll(/[\s-]/g, '').toUpperCase();
}

/** `BK7 2QM`: two groups of three are read and told without a slip. */
export function spellSignupCode(code: string): string {
  return `${code.slice(0, 3)} ${code.slice(3)}`;
}

/** What a text that somebody ended with Enter asks of the door: a code, or a paper that a reader typed; undefined where it is a name. */
export function askedByText(text: string): ShownAtDoor | undefined {
  const code = SignupCode.safeParse(codeLetters(text));
  if (code.success) return { code: code.data };
  return askedByScan(scanOf(text.trim()));
}

/** Six digits are nobody's code here, and a ticket's id is nobody's place: what is none of the door's own is asked all the same, and told. */
export function askedByScan(scan: Scan): ShownAtDoor | undefined {
  if (scan.kind === 'pass') return { pass: scan.pass };
  if (scan.kind === 'misread') return undefined;
  const id = 'id' in scan.by ? SignupId.safeParse(scan.by.id).data : undefined;
  return id === undefined ? undefined : { id };
}
