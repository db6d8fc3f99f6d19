/** One good message for every door of the server, for whoever wants to see what a bad one does. */
import type { Cursor, EntriesReply } from '../../shared/contract/wire.ts';
import type { SealedEntry } from '../../shared/domain/entries/entry.ts';
import { businessDayOf } from '../../shared/domain/clock.ts';
import { VisitId, spellId } from '../../shared/domain/ids.ts';
import { HIGHEST_NUMBER, Label } from '../../shared/domain/label.ts';
import { sha256 } from '../../server/digest.ts';
import { createDevice, createKey, NOON, type TestAuthor, type TestDevice } from '../../server/testing/device.ts';
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

/** The key with which a device that begins anew goes on. */
export const NEXT_KEY = createKey(4711);

/** The nth visit of a test. */
export function visitNo(n: number): VisitId {
  return VisitId.parse(spellId(Buffer.from(sha256(`visit ${n}`), 'hex')));
}

/** The device describes the centre, and gives out this many numbers. */
export function writeTickets(device: TestAuthor, from: number, count: number): void {
  if (device.journal.length === 0) device.write({ type: 'centre.configured', payload: { centre: SMALL_CENTRE } });
  for (let n = from; n < from + count; n += 1) {
    device.write({ type: 'ticket.issued', payload: { visit: visitNo(n), service: HEALTH, label: Label.parse({ letter: 'C', number: 1 + (n % HIGHEST_NUMBER) }), language: 'es' } });
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
  /** The order so far, or the end of it. */
  readonly places: EntriesReply['entries'];
  /** What the device pushes next. */
  readonly next: readonly SealedEntry[];
}

/** A good message for every door, by its path. */
export const VALID = {
  '/v1/enrol': ({ device, code }) => post(enrolment(device, code)),
  '/v1/enrol/ask': ({ stranger }) => post(asking(stranger)),
  '/v1/challenge': ({ device }) => post({ device: device.id }),
  '/v1/token': ({ device, challenge, head }) => post(proving(device, challenge, head)),
  '/v1/epoch': ({ device, challenge }) => post(renewing(device, challenge, NEXT_KEY)),
  '/v1/push': ({ device, next }) => post(pushing(device, next, device.journal.length + 1)),
  '/v1/entries': ({ head }) => look({ generation: String(head.generation), after: String(head.no), hash: head.orderHash, limit: '10' }),
  '/v1/snapshot': () => look({}),
  '/v1/agree': ({ places }) => post({ places: places.map(({ place: { no, orderHash } }) => ({ no, orderHash })).slice(0, 5) }),
  '/v1/order': ({ places }) => post({ places: places.slice(0, 3), more: false }),
  '/v1/leases': () => post({ wanted: [{ kind: 'numbers', day: DAY, n: 1 }] }),
  '/v1/seats': () => post({ lease: 'd'.repeat(26), series: 's'.repeat(26), date: '2026-11-23T09:00', seats: 2 }),
  '/v1/keys': () => post({ put: [{ subject: 'a'.repeat(26), key: 'k'.repeat(43), series: 's'.repeat(26), date: '2026-11-23T09:00' }], want: ['b'.repeat(26)], held: [] }),
  '/v1/claims': () => post({ visit: visitNo(1), leg: 1, callNo: 1, desk: DESK_3 }),
} as const satisfies Record<string, (given: Given) => Omit<Message, 'path'>>;

export type Path = keyof typeof VALID;
export const PATHS = Object.keys(VALID) as readonly Path[];

export function validMessage(path: Path, given: Given): Message {
  return { path, ...VALID[path](given) };
}

function post(body: object): Omit<Message, 'path'> {
  return { method: 'POST', query: {}, body: { ...body } };
}

function look(query: Record<string, string>): Omit<Message, 'path'> {
  return { method: 'GET', query, body: undefined };
}

/** Another device's number, for whoever needs a stranger. */
export function strangerNo(n: number): TestDevice {
  return createDevice(5000 + n);
}
