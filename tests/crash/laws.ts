/**
 * What must hold once everybody is back, whoever died where. In: the files themselves, read beside
 * the processes that hold them, and what people were shown. Out: each broken law in a sentence.
 */
import Database from 'better-sqlite3';
import { join } from 'node:path';
import type { OrderedEntry } from '../../shared/domain/entries/entry.ts';
import { readEntry } from '../../shared/domain/entries/entry.ts';
import { fold } from '../../shared/domain/reducers/fold.ts';
import { spellLabel } from '../../shared/domain/label.ts';
import { encodeState } from '../../shared/domain/reducers/snapshot.ts';
import { EMPTY_STATE, type CentreState } from '../../shared/domain/reducers/state.ts';
import { systemClock } from '../../main/station/clock.ts';
import { sha256 } from '../../main/station/journal/digest.ts';
import { follow, NO_ORDER } from '../../main/station/journal/follow.ts';
import { Journal } from '../../main/station/journal/index.ts';
import { openReadable } from '../../server/store/sqlite/handles.ts';
import { prepareStretch } from '../../server/store/sqlite/places.ts';
import { testChance } from '../fixtures/world.ts';
import { dateName, seatsAt, sizeOf, hasPlace } from '../../shared/domain/events/index.ts';
import { CLASS, type Shown, type ToldPlace } from './crew.ts';

/** A station as its file says. */
export interface StationRead {
  readonly name: string;
  readonly head: number;
  readonly pending: number;
  /** As it starts from this file now. */
  readonly state: string;
  /** As the places in it fold from zero; undefined where it began in the midst. */
  readonly replayed: string | undefined;
  /** Print jobs by the number on them, and how each stands. */
  readonly jobs: readonly { readonly label: string; readonly state: string }[];
}

export interface Told {
  readonly shown: readonly Shown[];
  readonly places: readonly ToldPlace[];
  /** The numbers on the papers that came out, or began to. */
  readonly papers: readonly (string | undefined)[];
  /** A disk lost what was written on it: what it still held as unsent was sent again, under other names, and takes effect once. */
  readonly diskLost?: boolean;
}

export function readOrder(serverData: string): readonly OrderedEntry[] {
  const db = openReadable(join(serverData, 'centre.sqlite'));
  try {
    const stretch = prepareStretch(db);
    const all: OrderedEntry[] = [];
    for (let more = stretch(0, 1000); more.length > 0; more = stretch(all.length, 1000)) all.push(...more);
    return all;
  } finally {
    db.close();
  }
}

export function readStation(name: string, stationData: string): StationRead {
  const db = new Database(join(stationData, 'station.sqlite'), { readonly: true });
  try {
    // One look: the station may be writing.
    return db.transaction(() => {
      const journal = new Journal(db, systemClock(), testChance(1));
      const places = journal.placesAfter(0, -1);
      const jobs = db.prepare<[], { label: string; state: string }>('SELECT title AS label, state FROM papers ORDER BY id').all();
      return {
        name,
        head: journal.head.no,
        pending: journal.pendingCount,
        state: encodeState(journal.state),
        replayed: places.length === journal.head.no ? replay(places) : undefined,
        jobs,
      };
    })();
  } finally {
    db.close();
  }
}

/** @param stations all of the centre's that are to be in order again. */
export function brokenLaws(order: readonly OrderedEntry[], stations: readonly StationRead[], told: Told): readonly string[] {
  return [...wholeOrder(order), ...agreed(order, stations), ...kept(order, told), ...printedOnce(order, stations, told), ...seated(order, told)];
}

/** [J1] [J6] [J19] Places, order hashes, generations and every device's chain follow on each other. */
function wholeOrder(order: readonly OrderedEntry[]): readonly string[] {
  const end = follow(sha256, NO_ORDER, order, undefined);
  return typeof end === 'string' ? [`[J6] the order is not whole: ${end}`] : [];
}

/** [J7] [J8] [J12] Nothing pending, one head, one state, and that state is the order folded from zero. */
function agreed(order: readonly OrderedEntry[], stations: readonly StationRead[]): readonly string[] {
  const expected = replay(order);
  return stations.flatMap(({ name, head, pending, state, replayed }) => [
    ...(pending > 0 ? [`[J12] ${name} has ${pending} pending`] : []),
    ...(head !== order.length ? [`[J12] ${name} is at ${head} of ${order.length}`] : []),
    ...(head === order.length && pending === 0 && state !== expected ? [`[J7] ${name} holds another state than the order: ${difference(state, expected)}`] : []),
    ...(pending === 0 && replayed !== undefined && state !== replayed ? [`[J8] ${name} starts with another state than its own places fold to: ${difference(state, replayed)}`] : []),
  ]);
}

/** [J2] [J4] [N1] Whatever was shown is in the order, once, under that number, and nobody else has it that day. */
function kept(order: readonly OrderedEntry[], { shown, diskLost = false }: Told): readonly string[] {
  const all = issuedIn(order);
  const byVisit = new Map(all.map((one) => [one.visit, one]));
  const issued = diskLost ? [...byVisit.values()] : all;
  return [
    ...twice(issued.map(({ visit }) => visit)).map((visit) => `[J4] ${visit} is in the order twice`),
    // … and it may have given numbers again before it heard from the server that it had given them.
    ...(diskLost ? [] : twice(issued.map(({ day, label }) => `${day} ${label}`)).map((label) => `[N1] ${label} was given twice`)),
    ...twice(shown.map(({ visit }) => visit)).map((visit) => `[J18] ${visit} was shown to two people`),
    ...shown.filter(({ visit, label }) => byVisit.get(visit)?.label !== label).map(({ visit, label }) => `[J2] ${label} was shown for ${visit} and is not in the order`),
  ];
}

/** [S1] [J15] Whoever was told that they have a place has it, no day has more people than seats, and nobody's name is in the order. */
function seated(order: readonly OrderedEntry[], { places, diskLost = false }: Told): readonly string[] {
  const state = foldAll(order);
  const { signups } = state;
  const over = [...signups.values()].filter((signup) => hasPlace(signup) && signup.stands.kind === 'confirmed' && signup.stands.over);
  const tooMany = [...new Map([...signups.values()].map((each) => [dateName(each), each])).values()].flatMap((at) => {
    const { taken, leased } = seatsAt(state, at);
    const beyond = over.filter((signup) => dateName(signup) === dateName(at)).reduce((sum, { party }) => sum + sizeOf(party), 0);
    return taken + leased - beyond > (CLASS.capacity ?? Infinity) ? [`[S1] ${dateName(at)} has ${taken} taken and ${leased} given`] : [];
  });
  const lost = places.flatMap(({ signup, stands }) => {
    const now = signups.get(signup)?.stands.kind;
    if (now === undefined) return [`[J2] ${signup} was told «${stands}» and is not in the order`];
    return stands === 'confirmed' && now !== 'confirmed' && now !== 'cancelled' ? [`[S1] ${signup} was told that they have a place, and is ${now}`] : [];
  });
  const named = order.filter(({ entry }) => places.some(({ name }) => entry.bytes.includes(name))).map(({ place }) => `[J15] a name stands in the order at ${place.no}`);
  return [...tooMany, ...lost, ...named, ...(over.length > 0 && !diskLost ? [`[S1] ${over.length} have no room`] : [])];
}

/** [P1] [P3] No number comes out twice, none that was not given, and no job is without its paper's end. */
function printedOnce(order: readonly OrderedEntry[], stations: readonly StationRead[], { papers, diskLost = false }: Told): readonly string[] {
  // Such a disk may have lost that a paper was sent, too.
  if (diskLost) return [];
  const issued = new Set(issuedIn(order).map(({ label }) => label));
  const printed = papers.filter((label) => label !== undefined);
  // Papers of activities bear a name that many bear.
  const jobs = stations.flatMap((station) => station.jobs).filter(({ label }) => label !== CLASS.name.es);
  const open = jobs.filter(({ state }) => state === 'waiting' || state === 'sending');
  return [
    ...twice(printed).map((label) => `[P1] ${label} came out twice`),
    ...printed.filter((label) => !issued.has(label)).map((label) => `[P1] ${label} came out and was never given`),
    ...twice(jobs.map(({ label }) => label)).map((label) => `[P1] ${label} has two print jobs`),
    ...open.map(({ label, state }) => `[P1] ${label} has not ended: ${state}`),
  ];
}

export function issuedIn(order: readonly OrderedEntry[]): readonly { readonly visit: string; readonly day: string; readonly label: string }[] {
  return order.flatMap(({ id, entry }) => {
    const read = readEntry(entry.bytes, id);
    if (read.kind !== 'known' || read.entry.type !== 'ticket.issued') return [];
    const { visit, label } = read.entry.payload;
    return [{ visit, day: read.entry.envelope.businessDay, label: spellLabel(label) }];
  });
}

/** The order, folded from zero, as text. */
export function replay(order: readonly OrderedEntry[]): string {
  return encodeState(foldAll(order));
}

function foldAll(order: readonly OrderedEntry[]): CentreState {
  return fold(EMPTY_STATE, order.map(({ place, id, entry }) => ({ id, bytes: entry.bytes, effectiveAt: place.effectiveAt, generation: place.generation })));
}

function twice(values: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return values.filter((value) => seen.size === seen.add(value).size);
}

function difference(a: string, b: string): string {
  let at = 0;
  while (at < a.length && a.charAt(at) === b.charAt(at)) at += 1;
  return `…${a.slice(Math.max(0, at - 60), at + 60)}… against …${b.slice(Math.max(0, at - 60), at + 60)}…`;
}
