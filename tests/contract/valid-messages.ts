/** One good message for every door of the server, for whoever wants to see what a bad one does. */
import { type Cursor, type EntriesReply } from '../../shared/contract/wire.ts';
import { businessDayOf } from '../../shared/domain/clock.ts';
import { VisitId, spellId } from '../../shared/domain/ids.ts';
import { Label } from '../../shared/domain/label.ts';
import { sha256 } from '../../server/digest.ts';
import { createDevice, createKey, NOON, type TestDevice } from '../../server/testing/device.ts';
import { asking, enrolment, proving, pushing, renewing } from '../../server/testing/messages.ts';
import { DESK_3, HEALTH, SMALL_CENTRE } from '../fixtures/world.ts';

export type Fields = Record<string, unknown>;

/** A message as it goes to a door, whatever carries it. */
export interface Message {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly query: Record<string, string>;
  readonly body: Fields | undefined;
}

export const DAY = businessDayOf(SMALL_CENTRE.zone, NOON);

/** The nth visit of a test. */
export function visitNo(n: number): VisitId {
  return VisitId.parse(spellId(Buffer.from(sha256(`visit ${n}`), 'hex')));
}

/** The device describes the centre, and gives out this many numbers. */
export function writeTickets(device: TestDevice, from: number, count: number): void {
  if (device.journal.length === 0) device.write({ type: 'centre.configured', payload: { centre: SMALL_CENTRE } });
  for (let n = from; n < from + count; n += 1) {
    device.write({ type: 'ticket.issued', payload: { visit: visitNo(n), service: HEALTH, label: Label.parse({ letter: 'C', number: n }), language: 'es' } });
  }
}

/** What a message needs that was not there before. */
export interface Given {
  readonly device: TestDevice;
  readonly stranger: TestDevice;
  /** One that was not used yet, for `device`. */
  readonly challenge: string;
  readonly code: string;
  readonly head: Cursor;
  /** The order so far. */
  readonly places: EntriesReply['entries'];
  /** From which entry of the device's journal on the order has nothing yet. */
  readonly first: number;
}

/** A good message for every door, by its path. */
export function validMessages({ device, stranger, challenge, code, head, places, first }: Given): readonly Message[] {
  const post = (path: string, body: object): Message => ({ method: 'POST', path, query: {}, body: { ...body } });
  const look = (path: string, query: Record<string, string>): Message => ({ method: 'GET', path, query, body: undefined });
  return [
    post('/v1/enrol', enrolment(device, code)),
    post('/v1/enrol/ask', asking(stranger)),
    post('/v1/challenge', { device: device.id }),
    post('/v1/token', proving(device, challenge, head)),
    post('/v1/epoch', renewing(device, challenge, createKey(4711))),
    post('/v1/push', pushing(device, device.journal.slice(first - 1), first)),
    look('/v1/entries', { generation: String(head.generation), after: String(head.no), hash: head.orderHash, limit: '10' }),
    look('/v1/snapshot', {}),
    post('/v1/agree', { places: places.map(({ place: { no, orderHash } }) => ({ no, orderHash })).slice(0, 5) }),
    post('/v1/order', { places: places.slice(0, 3), more: false }),
    post('/v1/leases', { wanted: [{ kind: 'numbers', day: DAY, n: 1 }] }),
    post('/v1/claims', { visit: visitNo(1), leg: 1, callNo: 1, desk: DESK_3 }),
  ];
}

/** Another device's number, for whoever needs a stranger. */
export function strangerNo(n: number): TestDevice {
  return createDevice(5000 + n);
}
