/**
 * Calling a person to a screen. In: the state, who asks, an instant. Out: what happens, or why
 * nothing does. One screen rings once: whoever taps again while it rings rings on.
 */
import type { Language } from '../centre.ts';
import { MINUTE_MS, type EpochMs } from '../clock.ts';
import type { DecisionOfSeveral } from './decide.ts';
import type { DeviceId, HelpId } from '../ids.ts';
import type { CentreState, Help } from '../reducers/state.ts';

/** A call that nobody answered for so long rings no more: its visitor was told what to do instead. */
export const RINGS_MS = 10 * MINUTE_MS;

/** Until then somebody who waits for a person is told to wait on. */
export const SLOW_MS = 2 * MINUTE_MS;

/** Whether staff should hear it. */
export function isRinging({ stands, at }: Help, now: EpochMs): boolean {
  return stands === 'ringing' && now - at < RINGS_MS;
}

/** The call that rings from a device's screen. */
export function ringingFrom(state: CentreState, device: DeviceId, now: EpochMs): Help | undefined {
  return [...state.helps.values()].findLast((help) => help.device === device && isRinging(help, now));
}

export function decideAskHelp(
  state: CentreState,
  { language }: { readonly language: Language },
  { device, now, newHelp }: { readonly device: DeviceId; readonly now: EpochMs; readonly newHelp: () => HelpId },
): DecisionOfSeveral<'notReady'> {
  if (!state.centre) return { kind: 'refused', why: 'notReady' };
  if (ringingFrom(state, device, now)) return { kind: 'happen', happenings: [] };
  return { kind: 'happen', happenings: [{ type: 'help.asked', payload: { help: newHelp(), language } }] };
}

/** Somebody who works here goes: one is enough. */
export function decideAnswerHelp(state: CentreState, help: HelpId): DecisionOfSeveral<'notThatStep'> {
  if (state.helps.get(help)?.stands !== 'ringing') return { kind: 'refused', why: 'notThatStep' };
  return { kind: 'happen', happenings: [{ type: 'help.answered', payload: { help } }] };
}

/** Nobody is needed any more, also where somebody is on the way. */
export function decideEndHelp(state: CentreState, help: HelpId): DecisionOfSeveral<'notThatStep'> {
  const stands = state.helps.get(help)?.stands;
  if (stands !== 'ringing' && stands !== 'coming') return { kind: 'refused', why: 'notThatStep' };
  return { kind: 'happen', happenings: [{ type: 'help.ended', payload: { help } }] };
}
