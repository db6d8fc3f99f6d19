import { describe, expect, it } from 'vitest';
import type { Reply } from '../../shared/contract/commands.ts';
import { CommandId, ServiceId, VisitId } from '../../shared/domain/ids.ts';
import { Letter } from '../../shared/domain/centre.ts';
import { next, TICKET_MS, WARNING_MS, type Act } from './session.ts';
import { START, type Session, type Step } from './steps.ts';
import { wishOf } from './wishes.ts';

const health = ServiceId.parse('health');
const command = CommandId.parse('1'.repeat(26));
const GIVEN: Reply = { kind: 'done', outcome: { kind: 'opinionGiven' } };
const TICKET: Step = { kind: 'ticket', visit: VisitId.parse('v'.repeat(26)), label: { letter: Letter.parse('A'), number: 7 }, service: health, ahead: null, paper: { kind: 'offered' }, stays: false };

const FROM_HOME: readonly Act[] = [{ kind: 'opine', asksMore: true }, { kind: 'opinionOf', service: health }, { kind: 'face', face: 'bad', command }];

/** Each a while after the one before: none is an echo. */
function after(acts: readonly Act[], step: Step = START.step): Session {
  return acts.reduce<Session>((session, act, n) => ({ ...next(session, act, n * 1000), echo: null }), { ...START, step });
}

describe('an opinion', () => {
  it('of the door is of a service, a face and an answer, and is sent once all three were touched', () => {
    const asked = after(FROM_HOME);
    expect(wishOf(asked.step)).toBeUndefined();
    const answered = after([...FROM_HOME, { kind: 'answer', answer: 2, command }]);
    expect(wishOf(answered.step)).toEqual({ kind: 'opinion.give', id: command, face: 'bad', service: health, answer: 2 });
    expect(next(answered, { kind: 'replied', command, reply: GIVEN }, 9000).step).toEqual({ kind: 'thanked' });
  });

  it('is a face alone where the centre asks no more and the service is skipped', () => {
    const { step } = after([{ kind: 'opine', asksMore: false }, { kind: 'opinionOf', service: null }, { kind: 'face', face: 'good', command }]);
    expect(wishOf(step)).toEqual({ kind: 'opinion.give', id: command, face: 'good', service: null, answer: null });
  });

  it('[X2] of a turn takes its service along and nothing else', () => {
    const { step } = after([{ kind: 'opine', asksMore: false }], TICKET);
    expect(step).toEqual({ kind: 'opinion', begins: 'face', asksMore: false, service: health, face: null, asked: null });
  });

  it('goes back a page at a time, and nowhere once it is on its way', () => {
    const back: Act = { kind: 'back' };
    const pages = [1, 2, 3].map((times) => after([...FROM_HOME, ...Array.from({ length: times }, () => back)]).step);
    expect(pages).toMatchObject([{ face: null, service: health }, { service: undefined }, { kind: 'home' }]);
    expect(after([{ kind: 'opine', asksMore: true }, back], TICKET).step).toEqual({ kind: 'home' });
    const sent: readonly Act[] = [...FROM_HOME, { kind: 'answer', answer: null, command }];
    expect(after([...sent, back]).step).toEqual(after(sent).step);
  });

  it('that was refused is asked for again where it was left; of a service that is gone, from the start', () => {
    const sent = after([...FROM_HOME, { kind: 'answer', answer: 0, command }]);
    const refuse = (why: 'opinionsSpent' | 'unknownService'): Step => after([{ kind: 'replied', command, reply: { kind: 'refused', why } }, { kind: 'again' }], sent.step).step;
    expect(refuse('opinionsSpent')).toMatchObject({ face: 'bad', service: health, asked: null });
    expect(refuse('unknownService')).toMatchObject({ face: null, service: undefined, asked: null });
  });

  it('[X4] leaves a word of thanks that goes by itself, and nothing of who gave it', () => {
    const thanked = next(after([...FROM_HOME, { kind: 'answer', answer: 0, command }]), { kind: 'replied', command, reply: GIVEN }, 5000);
    expect(thanked.idle?.endsAt).toBe(5000 + TICKET_MS + WARNING_MS);
    const gone = next(thanked, { kind: 'timeUp', timer: thanked.idle?.id ?? -1 }, 5000 + TICKET_MS + WARNING_MS);
    expect(gone).toMatchObject({ step: { kind: 'home' }, language: null, visitor: 2 });
    expect(next({ ...thanked, echo: null }, { kind: 'finish' }, 6000)).toMatchObject({ step: { kind: 'home' }, visitor: 2 });
  });
});
