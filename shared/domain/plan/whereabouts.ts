/**
 * Where a room is, for whoever gets nothing from a picture. In: the floors, the points as one screen
 * sees them, a room. Out: what its page says in words. It leads nobody: no way is drawn or told.
 */
import { isAcross, type Corner } from './shape.ts';
import { roomOn, type Floor, type PlanPoint, type Room } from './plan.ts';

export interface Whereabouts {
  readonly floor: Floor;
  readonly room: Room;
  /** Floors from the screen to the room: up, or down where negative. Null where nobody said where the screen stands. */
  readonly floors: number | null;
  /** Whether a lift stops at both. */
  readonly hasLift: boolean;
  /** Rooms that one enters it from, through the doors that are drawn. */
  readonly from: readonly Room[];
}

/** Undefined where the map has no such room, any more. */
export function whereabouts(floors: readonly Floor[], points: readonly PlanPoint[], id: string): Whereabouts | undefined {
  const found = roomOn(floors, id);
  if (!found) return undefined;
  const { floor, room } = found;
  const here = points.find(({ icon }) => icon === 'here');
  const levelOf = (on: string): number => floors.findIndex((each) => each.id === on);
  const stops = new Set(points.filter(({ icon }) => icon === 'lift').map((lift) => lift.floor));
  return {
    floor,
    room,
    floors: here ? levelOf(floor.id) - levelOf(here.floor) : null,
    hasLift: here !== undefined && here.floor !== floor.id && stops.has(here.floor) && stops.has(floor.id),
    from: roomsThrough(floor, room),
  };
}

/** Those that lie on the other side of its doors, each once. */
function roomsThrough({ rooms, doors = [] }: Floor, room: Room): readonly Room[] {
  const others = doors.filter((door) => isAcross(room.shape, middle(door))).flatMap((door) => rooms.filter((each) => each.id !== room.id && isAcross(each.shape, middle(door))));
  return [...new Set(others)];
}

function middle([[ax, ay], [bx, by]]: readonly [Corner, Corner]): Corner {
  return [(ax + bx) / 2, (ay + by) / 2];
}
