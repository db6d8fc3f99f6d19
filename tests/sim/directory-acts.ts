/**
 * What a coordinator does to the directory next, to the map of the house or to all its screens, and
 * what a visitor says of it. In: chance, what the
 * station knows. Out: entries; the parts of a change that is too large for one, or only the first of them.
 */
import { keyOf, RecordId, type DirectoryRecord, type RecordKey } from '../../shared/domain/directory/record.ts';
import type { Happening } from '../../shared/domain/entries/happenings.ts';
import { ChangeId, FloorId, NoticeId, PointId } from '../../shared/domain/ids.ts';
import type { CentreState } from '../../shared/domain/reducers/state.ts';
import type { Chance } from '../../main/station/chance.ts';

const SERVICES = Array.from({ length: 6 }, (_, n) => RecordId.parse(`00000000-0000-4000-8000-00000000000${n}`));

export function directoryActs(chance: Chance, { directory, notice }: Pick<CentreState, 'directory' | 'notice'>): readonly Happening[] {
  const dice = chance.fraction();
  const there = SERVICES.filter((id) => directory.has(keyOf('service', id)));
  const [doubted] = there;
  if (dice < 0.4 && doubted !== undefined) return [{ type: 'directory.doubted', payload: { service: doubted } }];
  if (dice > 0.95) return [{ type: 'plan.pointed', payload: { points: [{ id: PointId.parse(chance.id()), icon: 'water', floor: FloorId.parse('ground'), x: 1, y: 2 }] } }];
  if (dice > 0.8) return [notice && chance.fraction() < 0.7 ? { type: 'notice.ended', payload: { notice: notice.id } } : { type: 'notice.raised', payload: { notice: NoticeId.parse(chance.id()), says: { kind: 'known', which: 'closing' } } }];
  const change = ChangeId.parse(chance.id());
  const part = (n: number, parts: number, drop: readonly RecordKey[]): Happening => ({
    type: 'directory.changed',
    payload: { change, part: n, parts, put: SERVICES.filter(() => chance.fraction() < 0.4).map((id) => recordOf(id, chance)), drop: [...drop] },
  });
  if (dice < 0.65) return [part(1, 1, there.slice(0, 1).map((id) => keyOf('service', id)))];
  const whole = [part(1, 3, []), part(2, 3, there.slice(1, 2).map((id) => keyOf('service', id))), part(3, 3, [])];
  // The power failed within it, and nobody brings the file again.
  return dice < 0.75 ? whole.slice(0, 2) : whole;
}

function recordOf(id: RecordId, chance: Chance): DirectoryRecord {
  return { kind: 'service', hsds: { id, name: `Vacunas ${chance.id().slice(0, 4)}`, status: 'active' }, beside: {} };
}
