/**
 * The map of the house. In: floors, rooms and doors as the centre's file draws them, points as staff
 * place them. Out: a plan whose every part fits. It knows no streets, and draws no way.
 */
import { z } from 'zod';
import { DeviceId, FloorId, PointId, RoomId } from '../ids.ts';
import { Language } from '../language.ts';
import { OfferText } from '../offers/offers.ts';
import { crossesItself } from './shape.ts';

const metre = z.number().min(0).max(300);

/** Metres, from the floor's upper left corner as it is drawn: to the right, and down. */
export const Spot = z.tuple([metre, metre]);
export type Spot = z.infer<typeof Spot>;

/** What a room is, where its look should tell. `closed`: nobody who visits goes in there. */
export const RoomKind = z.enum(['room', 'hall', 'yard', 'stairs', 'toilet', 'closed']);
export type RoomKind = z.infer<typeof RoomKind>;

export const Room = z.object({
  id: RoomId,
  name: OfferText,
  kind: RoomKind.exactOptional(),
  /** Its corners, one after the other around it. */
  shape: z.array(Spot).min(3).max(40).refine((shape) => !crossesItself(shape), { message: 'its walls cross each other' }),
});
export type Room = z.infer<typeof Room>;

export const Floor = z.object({
  id: FloorId,
  name: OfferText,
  width: metre.min(2),
  height: metre.min(2),
  rooms: z.array(Room).min(1).max(40),
  /** Openings in walls, each from one end to the other. */
  doors: z.array(z.tuple([Spot, Spot])).max(80).exactOptional(),
});
export type Floor = z.infer<typeof Floor>;

/** Letters of a point's name. Sixty names in every language fit into one entry of the journal [J1]. */
export const POINT_NAME = 40;
/** Points of one house: more are no picture any more. */
export const POINTS = 60;

/** As `OfferText`: in the languages it was written in. */
const PointName = z
  .partialRecord(Language, z.string().trim().min(1).max(POINT_NAME))
  .refine((given) => Object.keys(given).length > 0, { message: 'a name stands in one language at least' });

const stands = { id: PointId, floor: FloorId, x: metre, y: metre };

/** What one looks for in a house and no room is named after. */
export const PlainIcon = z.enum(['entrance', 'exit', 'info', 'toilet', 'nursing', 'water', 'first-aid', 'lift', 'ramp', 'wifi', 'charge']);
export type PlainIcon = z.infer<typeof PlainIcon>;

/** Something on the map that staff may move. */
export const PlanPoint = z.discriminatedUnion('icon', [
  /** Where a screen stands: a device's own; without one, of every screen that has none. */
  z.object({ icon: z.literal('here'), ...stands, device: DeviceId.exactOptional() }),
  /** A desk, by its number. */
  z.object({ icon: z.literal('desk'), ...stands, number: z.int().min(1).max(999) }),
  z.object({ icon: PlainIcon, ...stands, name: PointName.exactOptional() }),
]);
export type PlanPoint = z.infer<typeof PlanPoint>;

/** All of a house's points. */
export const PlanPoints = z
  .array(PlanPoint)
  .max(POINTS)
  .refine((points) => new Set(points.map(({ id }) => id)).size === points.length, { message: 'two points share an id' });
export type PlanPoints = z.infer<typeof PlanPoints>;

export const Plan = z
  .object({
    /** From the ground up. */
    floors: z.array(Floor).min(1).max(6),
    /** Points as they stand before staff place any. */
    points: PlanPoints.exactOptional(),
  })
  .check((context) => {
    const { floors, points = [] } = context.value;
    const refuse = (message: string): void => {
      context.issues.push({ code: 'custom', message, input: context.value });
    };
    if (new Set(floors.map(({ id }) => id)).size !== floors.length) refuse('two floors share an id');
    const rooms = floors.flatMap((floor) => floor.rooms);
    if (new Set(rooms.map(({ id }) => id)).size !== rooms.length) refuse('two rooms share an id');
    for (const floor of floors) {
      for (const { id, shape } of floor.rooms) if (shape.some((spot) => !isOn(floor, spot))) refuse(`the room «${id}» stands out of its floor «${floor.id}»`);
      if ((floor.doors ?? []).flat().some((spot) => !isOn(floor, spot))) refuse(`a door stands out of its floor «${floor.id}»`);
    }
    for (const point of points) if (!standsOn(floors, point)) refuse(`the point «${point.id}» stands on no floor`);
  });
export type Plan = z.infer<typeof Plan>;

function isOn({ width, height }: Pick<Floor, 'width' | 'height'>, [x, y]: Spot): boolean {
  return x <= width && y <= height;
}

/** Whether there is such a floor, and that spot on it. */
export function standsOn(floors: readonly Floor[], { floor, x, y }: Pick<PlanPoint, 'floor' | 'x' | 'y'>): boolean {
  const under = floors.find(({ id }) => id === floor);
  return under !== undefined && isOn(under, [x, y]);
}

/** The points of a house: those that staff placed last, or else the file's. One whose floor is there no more is not. */
export function pointsOn(plan: Plan, placed: readonly PlanPoint[] | undefined): readonly PlanPoint[] {
  return (placed ?? plan.points ?? []).filter((point) => standsOn(plan.floors, point));
}

/** The same as one screen is to see them: of all the screens of the house, where it stands itself. */
export function pointsSeenFrom(points: readonly PlanPoint[], device: DeviceId): readonly PlanPoint[] {
  const heres = points.filter((point) => point.icon === 'here');
  const own = heres.find((here) => here.device === device) ?? heres.find((here) => here.device === undefined);
  return points.filter((point) => point.icon !== 'here' || point === own);
}

/** Where a room is, by the name that a place of the directory gives it. */
export function roomOn(floors: readonly Floor[], id: string): { readonly floor: Floor; readonly room: Room } | undefined {
  for (const floor of floors) {
    const room = floor.rooms.find((each) => each.id === id);
    if (room) return { floor, room };
  }
  return undefined;
}
