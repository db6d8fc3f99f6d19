/**
 * What must hold of activities when a run is over: nobody's place is taken away, no date has more
 * people than seats [S1], and nobody's name is where it should not be [J15]. Each broken law is told in a sentence.
 */
import type { OrderedEntry } from '../../shared/domain/entries/entry.ts';
import { dateName, hasPlace, seatsAt, sizeOf } from '../../shared/domain/events/index.ts';
import { fold } from '../../shared/domain/reducers/fold.ts';
import { EMPTY_STATE, type CentreState } from '../../shared/domain/reducers/state.ts';
import { effective, isExcused, isIn, type Judged } from './judged.ts';

export async function brokenActivityLaws(world: Judged, order: readonly OrderedEntry[]): Promise<readonly string[]> {
  const state = fold(EMPTY_STATE, order.map(effective));
  return [...neverTooMany(world, order), ...neverTakenBack(world, state), ...noName(world, order), ...(await forgotten(world, state)), ...readable(world, state)];
}

/** [S1] At no place of the order are more seats taken, kept and given out than there are; who was let in beyond is marked, and only where a disk or a device was lost. */
function neverTooMany({ isWhole }: Judged, order: readonly OrderedEntry[]): readonly string[] {
  let state = EMPTY_STATE;
  const broken: string[] = [];
  for (const ordered of order) {
    const before = state;
    state = fold(state, [effective(ordered)]);
    if (before.signups === state.signups && before.seatLeases === state.seatLeases) continue;
    const { signups, series } = state;
    const over = [...signups.values()].filter((signup) => hasPlace(signup) && signup.stands.kind === 'confirmed' && signup.stands.over === true);
    if (isWhole && over.length > 0) broken.push(`[S1] ${over.length} of a date have no room, and nothing was lost`);
    for (const at of new Map([...signups.values(), ...state.seatLeases.values()].map((each) => [dateName(each), each])).values()) {
      const { taken, leased } = seatsAt(state, at);
      const beyond = over.filter((signup) => dateName(signup) === dateName(at)).reduce((sum, { party }) => sum + sizeOf(party), 0);
      const capacity = series.get(at.series)?.capacity ?? null;
      if (capacity !== null && taken - beyond + leased > capacity) broken.push(`[S1] ${dateName(at)} has ${taken} taken (${beyond} beyond) and ${leased} given out of ${capacity}, at ${ordered.place.no}`);
    }
    if (broken.length > 0) return broken;
  }
  return broken;
}

/** [S1] [J2] Who was told that they have a place has it, as long as they did not give it up; who waits is known to wait, or came further. */
function neverTakenBack(world: Judged, { signups, tallies }: CentreState): readonly string[] {
  return world.signedUp.flatMap(({ signup: id, at, stands, by }) => {
    if (isExcused(world, by) || tallies.has(dateName(at))) return [];
    const now = signups.get(id)?.stands.kind;
    if (now === undefined) return [`[J2] ${id}, told «${stands}» at ${by.parts.name}, is not in the order`];
    return stands === 'confirmed' && now !== 'confirmed' && now !== 'cancelled' ? [`[S1] ${id} was told that they have a place, and is ${now}`] : [];
  });
}

/** [J15] */
function noName({ signedUp, stations }: Judged, order: readonly OrderedEntry[]): readonly string[] {
  const names = signedUp.flatMap(({ name }) => name ?? []);
  if (names.length === 0) return [];
  const onDisk = stations.filter((station) => station.isUp && names.some((name) => station.hasOnDisk(name)));
  const inOrder = order.filter(({ entry }) => names.some((name) => entry.bytes.includes(name)));
  return [...onDisk.map(({ parts }) => `[J15] a name stands on the disk of ${parts.name}`), ...inOrder.map(({ place }) => `[J15] a name stands in the order at ${place.no}`)];
}

/** [J15] Of whoever was forgotten, or whose date is long over, nobody who was reached has a key. */
async function forgotten({ server, stations }: Judged, { signups, tallies }: CentreState): Promise<readonly string[]> {
  const isGone = (id: Parameters<typeof signups.get>[0]): boolean => {
    const signup = signups.get(id);
    return signup !== undefined && signup.sealed === undefined;
  };
  const atServer = (await server.store.subjects()).filter(({ subject, ...at }) => isGone(subject) || tallies.has(dateName(at)));
  const atStations = stations.filter(isIn).flatMap((station) => station.keysOf().filter((id) => isGone(id)).map((id) => `[J15] ${station.parts.name} has the key of ${id}, who was forgotten`));
  return [...atServer.map(({ subject }) => `[J15] the server has the key of ${subject}, who was forgotten`), ...atStations];
}

/** [J15] Whoever is not forgotten is read at every station, where nothing was lost. */
function readable({ signedUp, stations, isWhole }: Judged, { signups }: CentreState): readonly string[] {
  if (!isWhole) return [];
  const known = signedUp.filter(({ signup, name }) => name !== null && signups.get(signup)?.sealed !== undefined);
  return stations.flatMap((station) => known.filter(({ signup, name }) => station.nameOf(signup) !== name).map(({ signup, name }) => `[J15] ${station.parts.name} reads ${station.nameOf(signup) ?? 'nothing'} where ${signup} left ${name}`));
}
