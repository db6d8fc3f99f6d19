/** Staff raise a notice on all screens, or take it away. In: the state, what it says. Out: what happens, or why nothing does. */
import type { NoticeId } from '../ids.ts';
import type { NoticeSays } from '../notice/notice.ts';
import type { CentreState } from '../reducers/state.ts';
import type { DecisionOfSeveral } from './decide.ts';

/** Another one takes the place of the one that stands; the same again changes nothing. */
export function decideRaiseNotice(state: CentreState, says: NoticeSays, newNotice: () => NoticeId): DecisionOfSeveral<'notReady'> {
  if (!state.centre) return { kind: 'refused', why: 'notReady' };
  if (JSON.stringify(state.notice?.says) === JSON.stringify(says)) return { kind: 'happen', happenings: [] };
  return { kind: 'happen', happenings: [{ type: 'notice.raised', payload: { notice: newNotice(), says } }] };
}

/** Only the one that stands: who takes away one that another took the place of has not seen that one. */
export function decideEndNotice(state: CentreState, notice: NoticeId): DecisionOfSeveral<'notThatStep'> {
  if (state.notice?.id !== notice) return { kind: 'refused', why: 'notThatStep' };
  return { kind: 'happen', happenings: [{ type: 'notice.ended', payload: { notice } }] };
}
