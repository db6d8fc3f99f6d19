/** What must hold when a run is over and all wires are mended. Each broken law is told in a sentence. */
import { keyOfRecord, type RecordKey } from '../../shared/domain/directory/record.ts';
import { Envelope, readEntry, type OrderedEntry } from '../../shared/domain/entries/entry.ts';
import { fold } from '../../shared/domain/reducers/fold.ts';
import { spellLabel } from '../../shared/domain/label.ts';
import { encodeState, stateHash } from '../../shared/domain/reducers/snapshot.ts';
import { EMPTY_STATE } from '../../shared/domain/reducers/state.ts';
import { sha256 } from '../../server/digest.ts';
import type { SimStation } from './sim-station.ts';
import { effective, isExcused, isIn, type Judged } from './judged.ts';
import { brokenActivityLaws } from './laws-of-activities.ts';

interface Issued {
  readonly visit: string;
  readonly day: string;
  readonly label: string;
}

/** Every law over one world. @returns what was broken; nothing, when all is well. */
export async function brokenLaws(world: Judged): Promise<readonly string[]> {
  const order = await world.server.order();
  const issued = order.flatMap((ordered) => issuedIn(ordered));
  return [
    ...world.server.failures.map((failure) => `the server failed: ${failure}`),
    ...live(world, order),
    ...agree(world, order),
    ...oneDirectory(world, order),
    ...wholeChains(order),
    ...kept(world, issued),
    ...once(world, issued),
    ...onceClaimed(world, order),
    ...oneForEach(world),
    ...(await brokenActivityLaws(world, order)),
  ];
}

/** [Q2] A time that is kept is one person's, whoever let in how many on it. */
function oneForEach({ stations }: Judged): readonly string[] {
  return stations.flatMap(({ journal, parts }) => {
    const holders = Map.groupBy([...journal.state.visits.values()].flatMap(({ booked }) => booked ?? []), ({ appointment }) => appointment);
    return [...holders].filter(([, visits]) => visits.length > 1).map(([appointment]) => `[Q2] ${parts.name} gives the time of ${appointment} to several`);
  });
}

/** [J12] Everybody is back: nothing pending, one head. */
function live({ stations, server }: Judged, order: readonly OrderedEntry[]): readonly string[] {
  const head = order.at(-1)?.place.no ?? 0;
  return stations.filter(isIn).flatMap((station) => {
    const { journal, server: link, parts, troubles } = station;
    const why = `(link ${link}, ${station.enrolment.kind}; ${troubles.slice(-4).join(' | ')}; server ${JSON.stringify(server.troubles.slice(-3))})`;
    return [
      ...(journal.pendingCount > 0 ? [`[J12] ${parts.name} still has ${journal.pendingCount} pending ${why}`] : []),
      ...(journal.head.no !== head ? [`[J12] ${parts.name} is at ${journal.head.no} of ${head} ${why}`] : []),
    ];
  });
}

/** [J7] [J8] Equal heads are equal states, and equal to the order folded from zero. */
function agree({ stations }: Judged, order: readonly OrderedEntry[]): readonly string[] {
  const expected = fold(EMPTY_STATE, order.map(effective));
  const hash = stateHash(sha256, expected);
  return stations
    .filter(({ journal }) => journal.head.no === order.length && journal.pendingCount === 0)
    .filter(({ journal }) => stateHash(sha256, journal.state) !== hash)
    .map(({ parts, journal }) => `[J7] ${parts.name} holds another state than the order folds to: ${firstDifference(encodeState(journal.state), encodeState(expected))}`);
}

/** [D1] Equal heads show equal directories: the records of the entries that the order folds to. */
function oneDirectory({ stations }: Judged, order: readonly OrderedEntry[]): readonly string[] {
  const { directory } = fold(EMPTY_STATE, order.map(effective));
  const byName = new Map(order.map((ordered) => [JSON.stringify(ordered.id), ordered]));
  const expected = [...directory].map(([key, { device, epoch, seq }]) => [key, recordIn(byName.get(JSON.stringify({ device, epoch, seq })), key)] as const).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return stations
    .filter(({ journal }) => journal.head.no === order.length && journal.pendingCount === 0)
    .filter((station) => JSON.stringify([...station.records()]) !== JSON.stringify(expected))
    .map((station) => `[D1] ${station.parts.name} shows another directory than the order holds: ${JSON.stringify([...station.records()])}, not ${JSON.stringify(expected)}`);
}

function recordIn(ordered: OrderedEntry | undefined, key: RecordKey): string | undefined {
  const read = ordered && readEntry(ordered.entry.bytes, ordered.id);
  if (read?.kind !== 'known' || read.entry.type !== 'directory.changed') return undefined;
  return JSON.stringify(read.entry.payload.put.find((record) => keyOfRecord(record) === key));
}

/** [J8] What a station holds is what its disk gives anew, and its order from zero: whenever one looks. */
export function brokenOracle(station: SimStation): readonly string[] {
  const { journal, parts } = station;
  const held = encodeState(journal.state);
  const anew = encodeState(station.stateOnDisk());
  const broken = held === anew ? [] : [`[J8] ${parts.name} holds another state than its disk gives anew: ${firstDifference(held, anew)}`];
  const places = journal.placesAfter(0, Number.MAX_SAFE_INTEGER);
  if (places.length !== journal.head.no || journal.pendingCount > 0) return broken;
  const replayed = encodeState(fold(EMPTY_STATE, places.map(effective)));
  return held === replayed ? broken : [...broken, `[J8] ${parts.name} holds another state than a replay from zero: ${firstDifference(held, replayed)}`];
}

/** [J1] [J6] Numbers of the order have no gap, and no device's journal has. */
function wholeChains(order: readonly OrderedEntry[]): readonly string[] {
  const ends = new Map<string, number>();
  const broken: string[] = [];
  for (const [index, { place, id }] of order.entries()) {
    if (place.no !== index + 1) broken.push(`[J6] place ${place.no} stands ${index + 1}th`);
    const chain = `${id.device} ${id.epoch}`;
    if (id.seq !== (ends.get(chain) ?? 0) + 1) broken.push(`[J1] ${chain} goes from ${ends.get(chain) ?? 0} to ${id.seq}`);
    ends.set(chain, id.seq);
  }
  return broken;
}

/** [J2] [J3] What somebody was shown is in the order; but for what only a disk knew that is gone. */
function kept(world: Judged, issued: readonly Issued[]): readonly string[] {
  const inOrder = new Set(issued.map(({ visit }) => visit));
  return world.promised
    .filter(({ visit, by }) => !inOrder.has(visit) && !isExcused(world, by))
    .map(({ visit, by }) => `[J2] ${visit}, shown at ${by.parts.name}, is not in the order`);
}

/** [J4] [N1] Each turn counts once, and no two share a label on a day. */
function once({ isWhole }: Judged, issued: readonly Issued[]): readonly string[] {
  if (!isWhole) return [];
  const broken: string[] = [];
  const visits = new Set<string>();
  const labels = new Map<string, string>();
  for (const { visit, day, label } of issued) {
    if (visits.has(visit)) broken.push(`[J4] ${visit} is in the order twice`);
    visits.add(visit);
    const other = labels.get(`${day} ${label}`);
    if (other !== undefined && other !== visit) broken.push(`[N1] ${label} was given twice on ${day}`);
    labels.set(`${day} ${label}`, visit);
  }
  return broken;
}

/** [C1] No leg was granted to two desks, but where the first had let its claim run out, or its visitor left the queue and came back. */
function onceClaimed({ stations, isWhole }: Judged, order: readonly OrderedEntry[]): readonly string[] {
  if (!isWhole) return [];
  const over = new Set(order.flatMap(({ entry }) => endedIn(entry.bytes)));
  const granted = new Map<string, string>();
  return stations.flatMap(({ claims }) =>
    claims
      .filter(({ visit, leg, callNo, desk, answer }) => answer === 'granted' && !over.has(`${visit} ${leg} ${callNo} ${desk}`) && !over.has(`${visit} ${leg}`))
      .flatMap(({ visit, leg, callNo, desk }) => {
        const key = `${visit} ${leg} ${callNo}`;
        const other = granted.get(key);
        granted.set(key, desk);
        return other !== undefined && other !== desk ? [`[C1] ${key} was granted to ${other} and to ${desk}`] : [];
      }),
  );
}

function endedIn(bytes: string): readonly string[] {
  if (!bytes.includes('"claim.ended"') && !bytes.includes('"leg.cancelled"')) return [];
  const { type, payload } = Envelope.parse(JSON.parse(bytes));
  const { visit, leg, callNo, desk } = payload as { visit: string; leg: number; callNo: number; desk: string };
  return [type === 'leg.cancelled' ? `${visit} ${leg}` : `${visit} ${leg} ${callNo} ${desk}`];
}

function issuedIn({ entry, id }: OrderedEntry): readonly Issued[] {
  try {
    const { type, businessDay, payload, device } = Envelope.parse(JSON.parse(entry.bytes));
    if (type !== 'ticket.issued' || device !== id.device) return [];
    const { visit, label } = payload as { visit: string; label?: Parameters<typeof spellLabel>[0] };
    return label ? [{ visit, day: businessDay, label: spellLabel(label) }] : [];
  } catch {
    return [];
  }
}

function firstDifference(a: string, b: string): string {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return `…${a.slice(Math.max(0, at - 60), at + 60)}… against …${b.slice(Math.max(0, at - 60), at + 60)}…`;
}
