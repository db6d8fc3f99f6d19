/**
 * Signing up for an activity, and what one does with a place that one has. In: where a visitor stands,
 * a tap. Out: the next page, or the one before; undefined where the tap is for another page. What is
 * typed is in the step alone and goes with it [X4].
 */
import type { SignupNow } from '../../../shared/contract/activities.ts';
import type { LocalTime } from '../../../shared/domain/events/local.ts';
import { NAME_LETTERS, SIGNUP_LETTERS, SignupCode, sizeOf, type BANDS, type Party } from '../../../shared/domain/events/signup.ts';
import type { CommandId } from '../../../shared/domain/ids.ts';
import { typed, type Field, type Key } from '../../ui/keyboard/typed.ts';
import type { Asked, FindSignupStep, MineStep, SignupPage, SignupStep, Step } from '../steps.ts';

/** Which words of the notice stand beside the tick: another number with every change of them. */
export const NOTICE_VERSION = 1;
/** Digits of the longest telephone number there is (E.164), and its sign. */
const PHONE_DIGITS = 16;
const CODE_LETTERS = 6;

/** What somebody wishes to be called. */
export const CALLED: Field = { most: NAME_LETTERS, holds: 'name' };

export type Who = 'adults' | (typeof BANDS)[number];

export type SignupTap =
  | { readonly kind: 'signUp'; readonly terms: SignupNow; readonly date: LocalTime }
  | { readonly kind: 'count'; readonly who: Who; readonly by: 1 | -1 }
  /** An answer; the same again takes it back. */
  | { readonly kind: 'tick'; readonly question: number; readonly answer: number }
  | { readonly kind: 'agree' }
  /** To the next page; from the last of them it is asked for. */
  | ({ readonly kind: 'goOn' } & Asked)
  /** «I have signed up», and then: its code. */
  | { readonly kind: 'haveSignup' }
  | { readonly kind: 'codeLetter'; readonly letter: string }
  | { readonly kind: 'reprintMine'; readonly command: CommandId }
  | { readonly kind: 'askMine'; readonly what: 'cancel' | 'forget' }
  | { readonly kind: 'sure'; readonly command: CommandId };

type Touch = SignupTap | { readonly kind: 'key'; readonly key: Key } | { readonly kind: 'digit'; readonly digit: string } | { readonly kind: 'erase' } | { readonly kind: 'askCode'; readonly command: CommandId };

/** The pages that this activity asks, in their order. */
export function pagesOf({ questions, takesPhone }: Pick<SignupNow, 'questions' | 'takesPhone'>): readonly SignupPage[] {
  return ['party', ...(questions.length > 0 ? (['answers'] as const) : []), 'name', ...(takesPhone ? (['phone'] as const) : [])];
}

/** Whether what stands on this page is enough to go on. */
export function mayGoOn({ on, party, terms, name, phone, agrees }: SignupStep): boolean {
  if (on === 'party') return sizeOf(party) >= 1 && sizeOf(party) <= terms.partyAtMost && (terms.forChildren || party.adults > 0);
  if (on === 'name') return name.trim() === '' || agrees;
  return on === 'phone' ? phone === '' || agrees : true;
}

export function signUp(step: Step, act: Touch): Step | undefined {
  if (step.kind === 'offer') return act.kind === 'signUp' && step.paper.kind !== 'asked' ? begun(act, step) : undefined;
  if (step.kind === 'offers') return act.kind === 'haveSignup' && step.of.kind === 'activities' ? { kind: 'findSignup', letters: '', asked: null, from: step } : undefined;
  if (!('asked' in step) || step.asked) return undefined;
  if (step.kind === 'signup') return onForm(step, act);
  if (step.kind === 'findSignup') return onCode(step, act);
  return step.kind === 'mine' ? onMine(step, act) : undefined;
}

function begun({ terms, date }: Extract<SignupTap, { kind: 'signUp' }>, from: SignupStep['from']): SignupStep {
  // Of an activity for children nobody knows yet who comes.
  const party: Party = { adults: terms.forChildren ? 0 : 1, children: { upTo5: 0, upTo11: 0, upTo17: 0 } };
  return { kind: 'signup', on: 'party', terms, date, party, answers: terms.questions.map(() => null), name: '', phone: '', agrees: false, asked: null, from };
}

function onForm(step: SignupStep, act: Touch): SignupStep | undefined {
  if (act.kind === 'goOn') return mayGoOn(step) ? further(step, act) : undefined;
  if (act.kind === 'agree') return { ...step, agrees: !step.agrees };
  switch (step.on) {
    case 'party':
      return act.kind === 'count' ? counted(step, act) : undefined;
    case 'answers':
      return act.kind === 'tick' ? ticked(step, act) : undefined;
    case 'name':
      return act.kind === 'key' ? withName(step, typed(step.name, act.key, CALLED)) : undefined;
    case 'phone':
      if (act.kind === 'digit') return withPhone(step, act.digit);
      return act.kind === 'erase' && step.phone !== '' ? { ...step, phone: step.phone.slice(0, -1) } : undefined;
    default:
      return step.on satisfies never;
  }
}

function ticked(step: SignupStep, { question, answer }: Extract<SignupTap, { kind: 'tick' }>): SignupStep {
  return { ...step, answers: step.answers.map((each, nth) => (nth === question ? (each === answer ? null : answer) : each)) };
}

function counted(step: SignupStep, { who, by }: Extract<SignupTap, { kind: 'count' }>): SignupStep | undefined {
  const { party, terms } = step;
  const now = (who === 'adults' ? party.adults : party.children[who]) + by;
  if (now < 0 || sizeOf(party) + by > terms.partyAtMost) return undefined;
  return { ...step, party: who === 'adults' ? { ...party, adults: now } : { ...party, children: { ...party.children, [who]: now } } };
}

function further(step: SignupStep, { command, language }: Asked): SignupStep {
  const pages = pagesOf(step.terms);
  const next = pages[pages.indexOf(step.on) + 1];
  return next ? { ...step, on: next } : { ...step, asked: { command, language } };
}

/** Undefined where it is the same: then nothing was done. */
export function withName(step: SignupStep, name: string): SignupStep | undefined {
  return step.on !== 'name' || step.asked || name === step.name ? undefined : { ...step, name };
}

/** Digits, and the sign of another country before them. */
export function withPhone(step: SignupStep, digits: string): SignupStep | undefined {
  if (step.on !== 'phone' || step.asked) return undefined;
  const phone = (step.phone + digits).replaceAll(/(?!^)\+/g, '').slice(0, PHONE_DIGITS);
  return phone === step.phone ? undefined : { ...step, phone };
}

function onCode(step: FindSignupStep, act: Touch): FindSignupStep | undefined {
  if (act.kind === 'codeLetter') return step.letters.length < CODE_LETTERS && SIGNUP_LETTERS.includes(act.letter) ? { ...step, letters: step.letters + act.letter } : undefined;
  if (act.kind === 'erase') return step.letters === '' ? undefined : { ...step, letters: step.letters.slice(0, -1) };
  const code = act.kind === 'askCode' ? SignupCode.safeParse(step.letters) : undefined;
  return code?.success && act.kind === 'askCode' ? { ...step, asked: { code: code.data, command: act.command } } : undefined;
}

function onMine(step: MineStep, act: Touch): MineStep | undefined {
  if (act.kind === 'reprintMine') return step.sure ? undefined : { ...step, told: null, asked: { what: 'reprint', command: act.command } };
  if (act.kind === 'askMine') return step.sure ? undefined : { ...step, told: null, sure: act.what };
  return act.kind === 'sure' && step.sure ? { ...step, asked: { what: step.sure, command: act.command } } : undefined;
}

export function before(step: SignupStep | FindSignupStep | MineStep): Step | undefined {
  if (step.asked) return undefined;
  if (step.kind === 'mine') return step.sure ? { ...step, sure: null } : { kind: 'home' };
  if (step.kind === 'findSignup') return step.from;
  const pages = pagesOf(step.terms);
  const last = pages[pages.indexOf(step.on) - 1];
  return last ? { ...step, on: last } : step.from;
}
