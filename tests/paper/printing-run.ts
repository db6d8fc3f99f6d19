/**
 * One run of the whole chain, spool → printers → simulated printers, on fake time. In: a seed. Out: what
 * was told of each paper, what the printers really did with it, and what befell them. Same seed, same run.
 */
import Database from 'better-sqlite3';
import { openConfirmingPrinter, openSpool, openUnconfirmedPrinter, PAPERS_SCHEMA, type PrintEnd, type Printer, type Spool } from '../../main/station/printing/index.ts';
import { decodePaper } from '../../main/station/printing/index.ts';
import type { Timers } from '../../shared/domain/clock.ts';
import { FakeTimers } from '../fixtures/fake-timers.ts';
import { PrinterInMemory } from '../fixtures/printer/in-memory.ts';
import { ALL_ANSWERS, SimPrinter } from '../fixtures/printer/sim-printer.ts';
import { ticketOf, visitOf } from '../fixtures/spool.ts';
import { SAMPLE_AT } from '../fixtures/tickets.ts';
import { testChance } from '../fixtures/world.ts';
import type { Counts, Fault as FaultName } from './counts.ts';

/** How a paper stood on the disk at the end, and what became of it in the world. */
export interface Fate {
  readonly number: number;
  /** How it ended, as often as it ended. */
  readonly told: readonly { readonly kind: string; readonly why: string | null; readonly detail: string | null; readonly printer: string | null }[];
  /** By printer, how often its number stands on a whole paper, and when that came out, in ms from the tap. */
  readonly whole: readonly { readonly printer: string; readonly afterMs: number }[];
  /** Whether its number stands on a piece that was never cut off. */
  readonly uncut: boolean;
  /** When each printer was given it, in ms from the tap. */
  readonly given: readonly number[];
}

export interface Run {
  readonly seed: number;
  readonly fates: readonly Fate[];
  /** Papers with more than one number on them, out of printers that leave no doubt. */
  readonly mixed: number;
  /** Printers of which something may stay unknown: that can't confirm or forget, or whose line broke, or in whose hands a job was when the station died. */
  readonly mayDoubt: ReadonlySet<string>;
}

/** Everybody has taken a number by then, and faults go on as long. */
const TAPS_MS = 60_000;
/** After this no paper waits any more: it came out, or its time is over. */
const ALL_OVER_MS = 200_000;

type Dice = ReturnType<typeof diceOf>;

function diceOf(seed: number) {
  const chance = testChance(seed);
  const below = (n: number): number => Math.floor(chance.fraction() * n);
  return {
    below,
    happens: (share: number): boolean => chance.fraction() < share,
    among: <T>(...all: readonly [T, ...T[]]): T => all[below(all.length)] ?? all[0],
  };
}

/** A printer in the world: what it is, what is on it, and what may befall it. */
interface Place {
  readonly name: string;
  readonly sim: SimPrinter;
  readonly line: PrinterInMemory;
  readonly confirms: 'jobId' | 'paperStatus' | 'nothing';
  mayDoubt: boolean;
}

export async function runOnce(seed: number, counts: Counts): Promise<Run> {
  const dice = diceOf(seed);
  const world = new FakeTimers();
  const papers: { readonly at: number; readonly printer: string; readonly bytes: Uint8Array }[] = [];
  const places = [placeIn(dice, world, 'first', papers), ...(dice.happens(0.6) ? [placeIn(dice, world, 'second', papers)] : [])];
  const station = new StationUnderTest(world, places, counts);

  const tapped = new Map<number, number>();
  const taps = 3 + dice.below(6);
  let at = 0;
  for (let number = 1; number <= taps; number += 1) {
    // Often several people stand there at once.
    if (dice.happens(0.6)) at = dice.below(TAPS_MS);
    world.after(at, () => {
      if (station.take(number)) tapped.set(number, world.now);
    });
  }
  for (const place of places) befall(dice, world, place, counts);
  if (dice.happens(0.3)) world.after(dice.below(TAPS_MS), () => station.dieAt(dice.among('now', 'marked', 'sent'), dice.among(0, 5000, 130_000)));
  await world.pass(TAPS_MS);
  // Nothing further happens, and nobody mends anything: each paper still ends.
  await world.pass(ALL_OVER_MS);
  const ends = station.ends();
  await mendAll(world, places);
  station.close();

  const rests = places.flatMap(({ sim }) => [...sim.torn, sim.uncut]).flatMap(numbersOn);
  const fates = [...tapped].map(([number, at]): Fate => ({
    number,
    told: ends.filter(({ subject }) => subject === visitOf(number)),
    whole: papers.flatMap((paper) => numbersOn(paper.bytes).filter((on) => on === number).map(() => ({ printer: paper.printer, afterMs: paper.at - at }))),
    uncut: rests.includes(number),
    given: (station.given.get(number) ?? []).map((when) => when - at),
  }));
  const mayDoubt = new Set(places.filter((place) => place.mayDoubt).map(({ name }) => name));
  return { seed, fates, mixed: papers.filter(({ bytes, printer }) => !mayDoubt.has(printer) && numbersOn(bytes).length > 1).length, mayDoubt };
}

/** The ticket numbers on a piece of paper. */
function numbersOn(bytes: Uint8Array): number[] {
  return decodePaper(bytes).lines.filter(({ height, width }) => height === 8 && width > 1).map(({ text }) => Number(text.slice(2)));
}

function placeIn(dice: Dice, timers: Timers & { readonly now: number }, name: string, papers: { at: number; printer: string; bytes: Uint8Array }[]): Place {
  const forgets = dice.happens(0.7);
  const bufferBytes = dice.among(64, 600, 4096, 65_536);
  const carrier = dice.among('network', 'network', 'cable');
  const confirms = dice.among('jobId', 'jobId', 'paperStatus', 'paperStatus', 'nothing');
  const sim = new SimPrinter({
    timers,
    bufferBytes,
    bytesPerMs: dice.among(1, 5, 20, Infinity),
    cutMs: dice.among(0, 300),
    lines: dice.among(5, 40, 100, 1000),
    answers: forgets ? ALL_ANSWERS : ALL_ANSWERS.filter((each) => each !== 'clear'),
    onPaper: (bytes) => papers.push({ at: timers.now, printer: name, bytes }),
  });
  // One that can’t hold a whole ticket does not hear, behind what waits on the line, that it should forget it.
  return { name, sim, line: new PrinterInMemory(sim, timers, carrier), confirms, mayDoubt: !forgets || bufferBytes === 64 || confirms === 'nothing' };
}

interface Fault {
  readonly name: FaultName;
  readonly strike: () => void;
  /** What somebody does about it, mostly. */
  readonly mend?: () => void;
}

function faultsOf(dice: Dice, place: Place): readonly [Fault, ...Fault[]] {
  const { sim, line } = place;
  const breaking = (strike: () => void) => (): void => {
    place.mayDoubt = true;
    strike();
  };
  return [
    { name: 'cover opened', strike: () => sim.openCover(), mend: () => sim.closeCover() },
    { name: 'paper ended', strike: () => sim.load(0), mend: () => sim.load(1000) },
    { name: 'roll nearly ended', strike: () => sim.load(dice.among(2, 8, 15)), mend: () => sim.load(1000) },
    { name: 'stalled', strike: () => sim.stall(), mend: () => sim.goOn() },
    { name: 'blade jammed', strike: () => sim.jamBlade(), mend: () => sim.freeBlade() },
    { name: 'paused by hand', strike: () => sim.setOffline(true), mend: () => sim.setOffline(false) },
    { name: 'gone', strike: () => line.setGone(true), mend: () => line.setGone(false) },
    { name: 'broke down', strike: () => sim.breakDown(), mend: breaking(() => line.pullThePlug()) },
    { name: 'line broken', strike: breaking(() => line.breakLine()) },
    { name: 'plug pulled', strike: breaking(() => line.pullThePlug()) },
    { name: 'plug pulled in the middle', strike: breaking(() => line.pullThePlugAfter(1 + dice.below(700))) },
    // Only where each answer has its own id is a stray byte never taken for one.
    ...(place.confirms === 'jobId' ? [{ name: 'babbled' as const, strike: () => sim.babble(Uint8Array.from({ length: 3 }, () => dice.below(256))) }] : []),
  ];
}

/** What befalls a printer: something now and then, mostly mended after a while. */
function befall(dice: Dice, world: FakeTimers, place: Place, counts: Counts): void {
  const restless = dice.among(2000, 8000, 30_000);
  for (let at = dice.below(restless); at < TAPS_MS; at += 1 + dice.below(restless)) {
    const { name, strike, mend } = dice.among(...faultsOf(dice, place));
    world.after(at, () => {
      counts.fault(name);
      strike();
    });
    if (mend && dice.happens(0.85)) world.after(at + dice.below(dice.among(1000, 8000, 25_000)), mend);
  }
}

/** Somebody mends it all: whatever a printer still holds comes out now. */
async function mendAll(world: FakeTimers, places: readonly Place[]): Promise<void> {
  for (const { sim, line } of places) {
    line.setGone(false);
    sim.freeBlade();
    sim.setOffline(false);
    sim.closeCover();
    sim.load(1000);
    sim.goOn();
  }
  await world.pass(20_000);
}

type Death = 'now' | 'marked' | 'sent';

const DEATHS: Record<Death, FaultName> = { now: 'station died', marked: 'station died with a paper given', sent: 'station died with an end not kept' };

interface EndRow {
  readonly subject: string;
  readonly kind: string;
  readonly why: string | null;
  readonly detail: string | null;
  readonly printer: string | null;
}

/** A station as far as paper goes, which may die and start again over the same disk. */
class StationUnderTest {
  /** By number, when each printer was given it. */
  readonly given = new Map<number, number[]>();
  readonly #world: FakeTimers;
  readonly #places: readonly Place[];
  readonly #counts: Counts;
  #db = new Database(':memory:');
  #spool: Spool;
  #life = { isOver: false };
  #death: Death | undefined;
  /** How long it stays down, once it dies. */
  #downMs = 0;
  #jobs = 0;

  constructor(world: FakeTimers, places: readonly Place[], counts: Counts) {
    this.#world = world;
    this.#places = places;
    this.#counts = counts;
    this.#db.exec(PAPERS_SCHEMA);
    this.#spool = this.#start();
  }

  /** @returns false where nobody can take one: the station is down. */
  take(number: number): boolean {
    if (this.#life.isOver) return false;
    this.#spool.enqueue(ticketOf(number), SAMPLE_AT + this.#world.now);
    this.#spool.wake();
    return true;
  }

  /** `marked`: as the next job is given to a printer. `sent`: as the next one ended, and before that is on disk. */
  dieAt(death: Death, downMs: number): void {
    this.#downMs = downMs;
    this.#counts.fault(DEATHS[death]);
    if (death === 'now') this.#die();
    else this.#death = death;
  }

  ends(): EndRow[] {
    return this.#db.prepare<[], EndRow>(`SELECT subject, state AS kind, why, detail, printer FROM papers ORDER BY id`).all();
  }

  close(): void {
    this.#life.isOver = true;
    this.#db.close();
  }

  /** Its lines end, and nothing of it goes on. */
  #die(): void {
    this.#death = undefined;
    this.#life.isOver = true;
    const disk = this.#db.serialize();
    this.#db.close();
    for (const place of this.#places) {
      place.line.hangUp();
      // What an earlier life asked for is not known to the next.
      place.mayDoubt = true;
    }
    this.#db = new Database(disk);
    this.#world.after(this.#downMs, () => {
      this.#life = { isOver: false };
      this.#spool = this.#start();
      this.#spool.wake();
    });
  }

  #start(): Spool {
    const life = this.#life;
    const timers: Timers = { after: (ms, then) => (life.isOver ? () => {} : this.#world.after(ms, () => { if (!life.isOver) then(); })) };
    const [first, second] = this.#places.map((place) => this.#printer(place, timers));
    if (!first) throw new Error('there is a first printer');
    return openSpool({
      db: this.#db,
      printers: second ? [first, second] : [first],
      clock: this.#world.clock(SAMPLE_AT + this.#world.now),
      timers,
      onChange: () => {},
      onStorageTrouble: (error) => { if (!life.isOver) throw error; },
    });
  }

  #printer({ name, confirms, line }: Place, timers: Timers): Printer {
    const about = { reach: line.reach, timers, name };
    const newJobId = (): string => String((this.#jobs += 1)).padStart(3, '0').slice(-3);
    const printer = confirms === 'nothing' ? openUnconfirmedPrinter(about) : openConfirmingPrinter({ ...about, confirms, newJobId, mayHang: true });
    return { ...printer, print: (bytes) => this.#watch(printer, bytes) };
  }

  async #watch(printer: Printer, bytes: Uint8Array): Promise<PrintEnd> {
    const [number = 0] = numbersOn(bytes);
    this.given.set(number, [...(this.given.get(number) ?? []), this.#world.now]);
    if (this.#death === 'marked') return this.#dieHere();
    const end = await printer.print(bytes);
    this.#counts.try(end);
    return this.#death === 'sent' ? this.#dieHere() : end;
  }

  #dieHere(): Promise<never> {
    this.#die();
    return new Promise(() => {});
  }
}
