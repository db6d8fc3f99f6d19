import { expect, it } from 'vitest';
import { LocalTime } from '../../../shared/domain/events/local.ts';
import { CommandId, FloorId, OfferId } from '../../../shared/domain/ids.ts';
import { next, type Act } from '../session.ts';
import { START, type Session, type Step } from '../steps.ts';
import { wishOf } from '../wishes.ts';

const TO_ACTIVITY: readonly Act[] = [{ kind: 'list', of: { kind: 'activities' } }, { kind: 'seeOffer', offer: OfferId.parse('reading'), date: LocalTime.parse('2026-11-23T18:30') }];
const SEE_ROOM: Act = { kind: 'seeRoom', room: 'room-2' };
const FIRST = FloorId.parse('first');

/** Each a while after the one before: none is an echo. */
function after(...acts: readonly Act[]): Step {
  return acts.reduce<Session>((session, act, n) => ({ ...next(session, act, n * 1000), echo: null }), START).step;
}

it('the map is seen from a page that names a room, floor by floor, and left to that page', () => {
  const from = after(...TO_ACTIVITY);
  expect(after(...TO_ACTIVITY, SEE_ROOM)).toEqual({ kind: 'plan', room: 'room-2', floor: null, from });
  expect(after(...TO_ACTIVITY, SEE_ROOM, { kind: 'seeFloor', floor: FIRST })).toMatchObject({ kind: 'plan', room: 'room-2', floor: FIRST });
  expect(after(...TO_ACTIVITY, SEE_ROOM, { kind: 'seeFloor', floor: FIRST }, { kind: 'back' })).toEqual(from);
});

it('[X1] looking at the map asks the station for nothing', () => {
  expect(wishOf(after(...TO_ACTIVITY, SEE_ROOM))).toBeUndefined();
});

it('the map is for no other page, and waits until the paper that was asked for is answered', () => {
  expect(after(SEE_ROOM)).toEqual({ kind: 'home' });
  expect(after({ kind: 'seeFloor', floor: FIRST })).toEqual({ kind: 'home' });
  const asked = [...TO_ACTIVITY, { kind: 'takeAlong', language: 'es', command: CommandId.parse('1'.repeat(26)) }] as const;
  expect(after(...asked, SEE_ROOM)).toMatchObject({ kind: 'offer', paper: { kind: 'asked' } });
});
