/**
 * What comes of a command: a function of the state, the command and what the edge hands in.
 * It decides; the station's desk writes. Nothing here reads a clock, a disk or a die.
 */
import type { Language } from './centre.ts';
import { deskOf, serviceOf } from './centre.ts';
import type { BusinessDay, EpochMs } from './clock.ts';
import type { CallBasis, Happening } from './entry.ts';
import type { DeskId, ServiceId, VisitId } from './ids.ts';
import { HIGHEST_NUMBER, type Label } from './label.ts';
import { atDesk, nextFor, POLICY } from './queue.ts';
import type { CentreState } from './state.ts';

/** What happens, or why nothing does. */
export type Decision<Refused extends string> =
  | { readonly kind: 'happens'; readonly happening: Happening }
  | { readonly kind: 'refused'; readonly why: Refused };

/** [N1] The next label of a letter on a day, in sequence; undefined when they are spent. */
export function nextLabel(state: CentreState, day: BusinessDay, letter: Label['letter']): Label | undefined {
  const number = (state.highest.get(day)?.get(letter) ?? 0) + 1;
  return number <= HIGHEST_NUMBER ? { letter, number } : undefined;
}

/** [N2] A visitor asks for a turn. */
export function decideIssue(
  state: CentreState,
  ask: { service: ServiceId; language: Language },
  given: { visit: VisitId; day: BusinessDay },
): Decision<'notReady' | 'unknownService' | 'numbersSpent'> {
  if (!state.centre) return { kind: 'refused', why: 'notReady' };
  const service = serviceOf(state.centre, ask.service);
  if (!service) return { kind: 'refused', why: 'unknownService' };
  const label = nextLabel(state, given.day, service.letter);
  if (!label) return { kind: 'refused', why: 'numbersSpent' };
  return {
    kind: 'happens',
    happening: {
      type: 'ticket.issued',
      payload: { visit: given.visit, service: service.id, label, language: ask.language },
    },
  };
}

/** [Q1][Q2] A desk calls whoever is next for it. */
export function decideCallNext(
  state: CentreState,
  ask: { desk: DeskId },
  given: { day: BusinessDay; now: EpochMs; head: number; pendingSeq: number },
): Decision<'notReady' | 'unknownDesk' | 'deskBusy' | 'nobodyWaiting'> {
  if (!state.centre) return { kind: 'refused', why: 'notReady' };
  const desk = deskOf(state.centre, ask.desk);
  if (!desk) return { kind: 'refused', why: 'unknownDesk' };
  if (atDesk(state, desk.id)) return { kind: 'refused', why: 'deskBusy' };
  const next = nextFor(state, given.day, desk);
  if (!next) return { kind: 'refused', why: 'nobodyWaiting' };
  const basis: CallBasis = { head: given.head, pendingSeq: given.pendingSeq, ...POLICY, now: given.now };
  return {
    kind: 'happens',
    happening: {
      type: 'leg.called',
      payload: { visit: next.id, leg: next.leg.no, callNo: next.leg.kind === 'called' ? next.leg.callNo + 1 : 1, desk: desk.id, basis },
    },
  };
}

/** The steps a desk takes with the person it called, and where each may begin [Q1]. */
const STEPS = {
  'leg.started': 'called',
  'leg.finished': 'serving',
  'leg.noShow': 'called',
} as const;
export type DeskStep = keyof typeof STEPS;

/** [Q1] A desk moves on with who stands there. Any step not allowed is refused and changes nothing. */
export function decideStep(
  state: CentreState,
  step: DeskStep,
  ask: { desk: DeskId; visit: VisitId },
): Decision<'notReady' | 'unknownDesk' | 'notThatStep'> {
  if (!state.centre) return { kind: 'refused', why: 'notReady' };
  if (!deskOf(state.centre, ask.desk)) return { kind: 'refused', why: 'unknownDesk' };
  const visit = atDesk(state, ask.desk);
  if (!visit || visit.id !== ask.visit || visit.leg.kind !== STEPS[step]) {
    return { kind: 'refused', why: 'notThatStep' };
  }
  const { no, callNo, desk } = visit.leg;
  return { kind: 'happens', happening: { type: step, payload: { visit: visit.id, leg: no, callNo, desk } } };
}
