import { expect, it } from 'vitest';
import { SERVER_ERRORS, ServerError } from './server-errors.ts';

/** What a kind carries beside its name. */
const CARRIES: Readonly<Record<string, object>> = { gap: { expected: 1 }, generation: { generation: 1 }, version: { from: 1, to: 1 }, busy: { retryAfterMs: 0 } };

it('[J10] every kind has one status and one recovery, and this table changes on purpose or not at all', () => {
  expect(Object.fromEntries(Object.entries(SERVER_ERRORS).map(([kind, { status, recovery }]) => [kind, [status, recovery]]))).toEqual({
    unauthenticated: [401, 'prove'],
    revoked: [403, 'tellStaff'],
    otherCentre: [403, 'tellStaff'],
    malformed: [400, 'tellStaff'],
    chainBroken: [409, 'newEpoch'],
    gap: [409, 'pushFromExpected'],
    fork: [409, 'newEpoch'],
    generation: [409, 'goBack'],
    cursorAhead: [409, 'offerOrder'],
    cursorTooOld: [409, 'takeSnapshot'],
    tooLarge: [413, 'sendLess'],
    version: [400, 'speakOlder'],
    noSuchPath: [404, 'tellStaff'],
    busy: [503, 'retry'],
  });
});

it('[J10] every kind that has a recovery can be told over the wire, with what the recovery needs', () => {
  for (const kind of Object.keys(SERVER_ERRORS)) expect(ServerError.safeParse({ kind, ...CARRIES[kind] }).success, kind).toBe(true);
  for (const kind of [...Object.keys(CARRIES), 'moon']) expect(ServerError.safeParse({ kind }).success, kind).toBe(false);
});
