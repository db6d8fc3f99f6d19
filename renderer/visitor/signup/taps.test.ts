import { describe, expect, it } from 'vitest';
import type { SignupNow, SignupShown } from '../../../shared/contract/activities.ts';
import { Command, type Reply } from '../../../shared/contract/commands.ts';
import { LocalTime } from '../../../shared/domain/events/local.ts';
import { SignupCode } from '../../../shared/domain/events/signup.ts';
import { CommandId, OfferId, SeriesId, SignupId } from '../../../shared/domain/ids.ts';
import { FORM_MS, next, type Act } from '../session.ts';
import { START, type OfferStep, type Session, type SignupStep } from '../steps.ts';
import { wishOf } from '../wishes.ts';
import { mayGoOn, pagesOf } from './taps.ts';

const commandOf = (n: number): CommandId => CommandId.parse(String(n).padStart(26, '0'));
const asked = { command: commandOf(1), language: 'es' } as const;
const question = { asks: { es: '¿Primera vez?' }, answers: [{ es: 'Sí' }, { es: 'No' }] };
const open: SignupNow = { series: SeriesId.parse('s'.repeat(26)), stands: 'open', opensAt: 0, closesAt: 1, free: 4, partyAtMost: 3, takesPhone: false, questions: [], forChildren: false };
const date = LocalTime.parse('2026-11-23T18:00');
const list = { kind: 'offers', of: { kind: 'activities' }, page: 0 } as const;
const offer: OfferStep = { kind: 'offer', offer: OfferId.parse('costura'), date, from: list, paper: { kind: 'offered' } };
const signup = SignupId.parse('q'.repeat(26));
const code = SignupCode.parse('BK72QM');

/** One act after the other, a second between two. */
function after(step: Session['step'], ...acts: readonly Act[]): Session {
  let session: Session = { ...START, step };
  let now = 0;
  for (const act of acts) {
    now += 1000;
    session = next({ ...session, echo: null }, act, now);
  }
  return session;
}

const form = (terms: Partial<SignupNow> = {}, ...acts: readonly Act[]): SignupStep => {
  const { step } = after(offer, { kind: 'signUp', terms: { ...open, ...terms }, date }, ...acts);
  if (step.kind !== 'signup') throw new Error(step.kind);
  return step;
};
const goOn: Act = { kind: 'goOn', ...asked };
const wrote = (text: string): Act => ({ kind: 'wrote', text });
const refused = (why: Extract<Reply, { kind: 'refused' }>['why']): Act => ({ kind: 'replied', command: asked.command, reply: { kind: 'refused', why } });

describe('[E3] a place', () => {
  it('is asked for on as many pages as the activity needs, and two are enough', () => {
    expect([pagesOf(open), pagesOf({ questions: [question], takesPhone: true })]).toEqual([['party', 'name'], ['party', 'answers', 'name', 'phone']]);
    const step = form({}, goOn, goOn);
    expect(wishOf(step)).toEqual({ kind: 'signup.make', id: asked.command, series: open.series, date, party: { adults: 1, children: { upTo5: 0, upTo11: 0, upTo17: 0 } }, language: 'es', answers: [], name: null, phone: null, consent: null });
    expect(Command.safeParse(wishOf(step)).success).toBe(true);
  });

  it('is for no more than one party may be, for nobody fewer than one, and for children with a grown-up', () => {
    const more = (who: 'adults' | 'upTo5', by: 1 | -1 = 1): Act => ({ kind: 'count', who, by });
    expect(form({}, more('adults'), more('adults'), more('adults'), more('upTo5')).party).toMatchObject({ adults: 3, children: { upTo5: 0 } });
    expect(form({}, more('adults', -1), more('adults', -1)).party.adults).toBe(0);
    expect([form({}, more('adults', -1)), form({}, more('adults', -1), more('upTo5')), form({ forChildren: true }), form({ forChildren: true }, more('upTo5'))].map(mayGoOn)).toEqual([false, false, false, true]);
  });

  it('[X5] takes nothing of somebody without their tick, which begins unticked, and no tick without anything', () => {
    const named = form({}, goOn, wrote('Rosa'));
    expect([named.agrees, mayGoOn(named), form({}, goOn, wrote('  ')).asked]).toEqual([false, false, null]);
    expect(after(named, goOn).step).toMatchObject({ on: 'name', asked: null });
    expect(wishOf(form({}, goOn, wrote(' Rosa '), { kind: 'agree' }, goOn))).toMatchObject({ name: 'Rosa', phone: null, consent: 1 });
    expect(wishOf(form({}, goOn, wrote('Rosa'), { kind: 'agree' }, wrote(''), goOn))).toMatchObject({ name: null, consent: null });
    expect(wishOf(form({ takesPhone: true }, goOn, goOn, { kind: 'typed', digits: '+57+300' }, { kind: 'erase' }, { kind: 'agree' }, goOn))).toMatchObject({ name: null, phone: '+5730', consent: 1 });
  });

  it('has an answer for each question or none, and the same touch takes it back', () => {
    const tick = (answer: number): Act => ({ kind: 'tick', question: 0, answer });
    expect([form({ questions: [question] }, goOn, tick(1)), form({ questions: [question] }, goOn, tick(1), tick(0)), form({ questions: [question] }, goOn, tick(1), tick(1))].map(({ answers }) => answers)).toEqual([[1], [0], [null]]);
  });

  it('is gone back from page by page, with all that was said, and from the first to the activity', () => {
    const there = after(form({ questions: [question] }, goOn, goOn, wrote('Rosa')), { kind: 'back' }, { kind: 'back' });
    expect(there.step).toMatchObject({ kind: 'signup', on: 'party', name: 'Rosa' });
    expect(after(there.step, { kind: 'back' }).step).toEqual(offer);
    expect(after(form({}, goOn, goOn), { kind: 'back' }).step).toMatchObject({ kind: 'signup', asked });
  });

  it('[X4] waits for whoever writes, and goes with them', () => {
    const session = after(form({}, goOn), wrote('Rosa'));
    expect((session.idle?.warnsAt ?? 0) - 1000).toBe(FORM_MS);
    expect(next(session, { kind: 'timeUp', timer: session.idle?.id ?? 0 }, 200_000)).toMatchObject({ step: { kind: 'home' }, visitor: 2 });
    expect(JSON.stringify(next(session, { kind: 'leaveNow' }, 2000))).not.toContain('Rosa');
  });

  it('is told with its code, which stays while the station is away; what can be mended is mended where it was said', () => {
    expect(after(form({}, goOn, goOn), { kind: 'replied', command: asked.command, reply: { kind: 'done', outcome: { kind: 'signedUp', signup, code, stands: 'waiting' } } }).step).toEqual({ kind: 'signedUp', signup, code, stands: 'waiting' });
    const again = (why: Parameters<typeof refused>[0]) => after(form({ takesPhone: true }, goOn, goOn, goOn), refused(why), { kind: 'again' }).step;
    expect([again('notAPhone'), again('partyTooLarge'), again('signupClosed')]).toMatchObject([{ kind: 'signup', on: 'phone', phone: '', asked: null }, { kind: 'signup', on: 'party' }, offer]);
  });
});

describe('[E3] whoever has a code', () => {
  const letter = (each: string): Act => ({ kind: 'codeLetter', letter: each });
  const shown: SignupShown = { signup, code, stands: 'confirmed', until: null, people: 2, hasContact: true, name: { es: 'Costura' }, room: null, startsAt: 1, endsAt: 2, series: open.series, date, isOff: false };
  const found: Act = { kind: 'replied', command: asked.command, reply: { kind: 'done', outcome: { kind: 'signupFound', signup: shown } } };
  const mine = after(list, { kind: 'haveSignup' }, ...'BK72QM'.split('').map(letter), { kind: 'askCode', command: asked.command }, found);
  const done = (command: CommandId): Act => ({ kind: 'replied', command, reply: { kind: 'done', outcome: { kind: 'signupChanged', signup } } });

  it('types it letter by letter, no other letters and no more of them', () => {
    const { step } = after(list, { kind: 'haveSignup' }, ...'BK7A2QMX'.split('').map(letter), { kind: 'erase' }, letter('9'), { kind: 'askCode', command: asked.command });
    expect(wishOf(step)).toEqual({ kind: 'signup.find', id: asked.command, by: { code: 'BK72Q9' } });
    expect(after(step, refused('unknownSignup'), { kind: 'again' }).step).toMatchObject({ kind: 'findSignup', letters: '', asked: null });
  });

  it('finds it by its paper too', () => {
    const step = after({ kind: 'home' }, { kind: 'scanned', by: { id: signup as never }, isSignup: true, command: asked.command }).step;
    expect(wishOf(step)).toEqual({ kind: 'signup.find', id: asked.command, by: { id: signup } });
    expect(after(step, found).step).toMatchObject({ kind: 'mine', of: shown });
  });

  it('gives it up and is forgotten once they said so twice, and prints it with one touch', () => {
    expect(mine.step).toEqual({ kind: 'mine', of: shown, sure: null, asked: null, told: null });
    const cancel = after(mine.step, { kind: 'askMine', what: 'cancel' });
    expect([wishOf(cancel.step), after(cancel.step, { kind: 'back' }).step]).toEqual([undefined, mine.step]);
    const sure = after(cancel.step, { kind: 'sure', command: commandOf(2) });
    expect(wishOf(sure.step)).toEqual({ kind: 'signup.cancel', id: commandOf(2), signup });
    expect(after(sure.step, done(commandOf(2))).step).toMatchObject({ of: { stands: 'cancelled' }, sure: null, asked: null });
    const forget = after(mine.step, { kind: 'askMine', what: 'forget' }, { kind: 'sure', command: commandOf(3) }, done(commandOf(3)));
    expect(forget.step).toMatchObject({ of: { hasContact: false, stands: 'confirmed' }, told: 'forgotten' });
    const print = after(mine.step, { kind: 'reprintMine', command: commandOf(4) });
    expect(wishOf(print.step)).toMatchObject({ kind: 'signup.reprint' });
    expect(after(print.step, { kind: 'replied', command: commandOf(4), reply: { kind: 'refused', why: 'storage' } }).step).toMatchObject({ asked: null, told: 'storage' });
  });
});
