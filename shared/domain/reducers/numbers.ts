/**
 * Numbers on tickets [N1][N2]: who may give which, and what a device gives next. One run of numbers
 * a letter and day is shared by blocks that the order's owner leases; a device whose blocks are
 * spent and who can't reach the owner counts in a lane of its own. A label is only a label: should
 * two visits ever share one, they are still two visits.
 */
import type { Letter } from '../centre.ts';
import { daysAfter, type BusinessDay } from '../clock.ts';
import type { DeviceId } from '../ids.ts';
import { HIGHEST_NUMBER, PROVISIONAL_LANE, type Label } from '../label.ts';
import type { CentreState } from './state.ts';

/** Numbers of every letter, from and to inclusive. */
export interface Block {
  readonly device: DeviceId;
  /** The device's nth block of the day. */
  readonly n: number;
  readonly from: number;
  readonly to: number;
}

/** The numbers of one day. */
export interface DayNumbers {
  /** The highest number each device gave, by `runOf`. */
  readonly given: ReadonlyMap<string, number>;
  readonly blocks: readonly Block[];
  /** The highest number of any block, also of one that was burned. */
  readonly leasedTo: number;
}

export const NO_NUMBERS: DayNumbers = { given: new Map(), blocks: [], leasedTo: 0 };

/** Up to here the kiosk on the owner's machine counts without a lease, and nobody else is leased numbers. */
export const OPEN_SEQUENCE = 100;
/** Numbers in a block. */
export const BLOCK = 50;
/** Days from today, each with its first block leased before it comes: a road without a network is that long. */
export const LEASE_DAYS = 8;
/** With fewer left in any letter, the next block is asked for. */
const FEW_LEFT = 25;

/** Names a device's run of numbers under a letter: the common one, or its lane. */
export function runOf(device: DeviceId, label: Pick<Label, 'letter' | 'lane'>): string {
  return `${label.letter} ${label.lane ?? ''} ${device}`;
}

/** Whose numbers: a device, and whether the centre's file is on it, as on the owner's machine. */
export interface Numbering {
  readonly device: DeviceId;
  readonly keepsCentre: boolean;
}

/** The next label this device gives under a letter, unless all it may give are spent. */
export function nextLabel(state: CentreState, who: Numbering, day: BusinessDay, letter: Letter): Label | undefined {
  const numbers = state.numbers.get(day) ?? NO_NUMBERS;
  const last = numbers.given.get(runOf(who.device, { letter })) ?? 0;
  const next = spansOf(state, who, day)
    .map(({ from, to }) => ({ number: Math.max(from, last + 1), to }))
    .find(({ number, to }) => number <= to);
  if (next) return { letter, number: next.number };
  const lane = state.devices.get(who.device)?.lane ?? PROVISIONAL_LANE;
  const number = (numbers.given.get(runOf(who.device, { letter, lane })) ?? 0) + 1;
  return number <= HIGHEST_NUMBER ? { letter, lane, number } : undefined;
}

/** Where this device may count on a day, lowest first. */
function spansOf(state: CentreState, { device, keepsCentre }: Numbering, day: BusinessDay): readonly Pick<Block, 'from' | 'to'>[] {
  const known = state.devices.get(device);
  // Before any device was let in there is nobody to share with.
  if (!known) return keepsCentre && state.devices.size === 0 ? [{ from: 1, to: HIGHEST_NUMBER }] : [];
  const leased = (state.numbers.get(day)?.blocks ?? []).filter((block) => block.device === device);
  const open = known.sequenceFrom !== null && known.sequenceFrom <= day;
  return open ? [{ from: 1, to: OPEN_SEQUENCE }, ...leased] : leased;
}

export interface BlockWanted {
  readonly day: BusinessDay;
  readonly n: number;
}

/** The blocks this device should ask for now: one for each day ahead, the next where few numbers are left. */
export function blocksWanted(state: CentreState, who: Numbering, today: BusinessDay): readonly BlockWanted[] {
  const known = state.devices.get(who.device);
  if (known?.standing !== 'in') return [];
  return Array.from({ length: LEASE_DAYS }, (_, ahead) => daysAfter(today, ahead)).flatMap((day) => {
    const held = (state.numbers.get(day)?.blocks ?? []).filter((block) => block.device === who.device);
    return leftOf(state, who, day) < FEW_LEFT ? [{ day, n: (held.at(-1)?.n ?? 0) + 1 }] : [];
  });
}

/** How many numbers this device has left on a day, in the letter that has fewest. */
function leftOf(state: CentreState, who: Numbering, day: BusinessDay): number {
  const spans = spansOf(state, who, day);
  const given = state.numbers.get(day)?.given;
  const letters = new Set(state.centre?.services.map((service) => service.letter));
  const left = [...letters].map((letter) => {
    const last = given?.get(runOf(who.device, { letter })) ?? 0;
    return spans.reduce((sum, { from, to }) => sum + Math.max(0, to - Math.max(from, last + 1) + 1), 0);
  });
  return Math.min(...left, HIGHEST_NUMBER);
}

/** The block the owner leases next on a day; undefined when the day has none left. */
export function nextBlock(state: CentreState, day: BusinessDay): Pick<Block, 'from' | 'to'> | undefined {
  const numbers = state.numbers.get(day) ?? NO_NUMBERS;
  let highest = Math.max(OPEN_SEQUENCE, numbers.leasedTo);
  for (const [run, number] of numbers.given) if (isCommon(run)) highest = Math.max(highest, number);
  const from = highest + 1;
  return from + BLOCK - 1 <= HIGHEST_NUMBER ? { from, to: from + BLOCK - 1 } : undefined;
}

function isCommon(run: string): boolean {
  return run.charAt(2) === ' ';
}

/** Whether a number is one that its device was to give next or later: then nobody else gave it. */
export function isOwnNumber(state: CentreState, device: DeviceId, day: BusinessDay, label: Label): boolean {
  const { number, lane } = label;
  if (number <= (state.numbers.get(day)?.given.get(runOf(device, label)) ?? 0)) return false;
  if (lane !== undefined) return lane === state.devices.get(device)?.lane;
  return spansOf(state, { device, keepsCentre: true }, day).some(({ from, to }) => from <= number && number <= to);
}
