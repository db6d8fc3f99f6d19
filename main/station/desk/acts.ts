/**
 * Which decision each command is. In: a command that needs no claim, the state, what the station
 * knows. Out: what happens, or why nothing does. It writes nothing.
 */
import type { QueueCommand } from '../../../shared/contract/commands.ts';
import type { RefusalKind } from '../../../shared/contract/refusals.ts';
import { decideIssue, type Asker, type Decision, type DecisionOfSeveral } from '../../../shared/domain/decisions/decide.ts';
import { decideBook, decideImport, decideKeep, decideUnbook, type Making } from '../../../shared/domain/decisions/decide-appointments.ts';
import { decidePark, decidePutBack, decideStep, decideTransfer, type DeskStep } from '../../../shared/domain/decisions/decide-act.ts';
import { decideClose, decideClosing, decideEndDay, decideOpen, decidePause, decideResume } from '../../../shared/domain/decisions/decide-desks.ts';
import { decideAnswerHelp, decideAskHelp, decideEndHelp } from '../../../shared/domain/decisions/decide-help.ts';
import { decideOpinion } from '../../../shared/domain/decisions/decide-opinion.ts';
import { decideEndNotice, decideRaiseNotice } from '../../../shared/domain/decisions/decide-notice.ts';
import { decidePoints } from '../../../shared/domain/decisions/decide-points.ts';
import { decideUndo } from '../../../shared/domain/decisions/decide-undo.ts';
import { decideBringBack, decideCancel, decideMark, decidePlan, decideReprint } from '../../../shared/domain/decisions/decide-visit.ts';
import type { HelpId, NoticeId, VisitId } from '../../../shared/domain/ids.ts';
import type { Numbering } from '../../../shared/domain/reducers/numbers.ts';
import type { CentreState } from '../../../shared/domain/reducers/state.ts';
import type { CallCommand } from './calls.ts';

/** What is done at once; a call waits for its claim. */
export type ActCommand = Exclude<QueueCommand, CallCommand>;

export interface Given extends Making {
  /** Who asks: somebody at the door, or somebody who works here. */
  readonly by: Asker;
  readonly who: Numbering;
  /** Makes the id of a new visit. */
  readonly newVisit: () => VisitId;
  readonly newHelp: () => HelpId;
  readonly newNotice: () => NoticeId;
}

const STEP_OF = {
  'desk.start': 'leg.started',
  'desk.finish': 'leg.finished',
  'desk.noShow': 'leg.noShow',
  'desk.recall': 'leg.recalled',
} as const satisfies Partial<Record<ActCommand['kind'], DeskStep>>;

export function decideAct(state: CentreState, command: ActCommand, given: Given): Decision<RefusalKind> | DecisionOfSeveral<RefusalKind> {
  const { day, now, by } = given;
  switch (command.kind) {
    case 'ticket.issue':
      return decideIssue(state, command, { visit: given.newVisit(), day, now, who: given.who, asker: by, digest: given.digest });
    case 'appointment.book':
      return decideBook(state, command, given);
    case 'appointment.import':
      return decideImport(state, command.rows, given);
    case 'appointment.cancel':
      return decideUnbook(state, command);
    case 'place.keep':
      return decideKeep(state, command, given);
    case 'desk.start':
    case 'desk.finish':
    case 'desk.noShow':
    case 'desk.recall':
      return decideStep(state, STEP_OF[command.kind], command);
    case 'desk.putBack':
      return decidePutBack(state, command, now);
    case 'desk.park':
      return decidePark(state, command, now);
    case 'desk.transfer':
      return decideTransfer(state, command, now);
    case 'desk.undo':
      return decideUndo(state, command);
    case 'desk.open':
      return decideOpen(state, command, given);
    case 'desk.closing':
      return decideClosing(state, command);
    case 'desk.close':
      return decideClose(state, command);
    case 'desk.pause':
      return decidePause(state, command, now);
    case 'desk.resume':
      return decideResume(state, command);
    case 'opinion.give':
      return decideOpinion(state, command);
    case 'plan.point':
      return decidePoints(state, command.points);
    case 'notice.raise':
      return decideRaiseNotice(state, command.says, given.newNotice);
    case 'notice.end':
      return decideEndNotice(state, command.notice);
    case 'visit.cancel':
      return decideCancel(state, command, by);
    case 'visit.bringBack':
      return decideBringBack(state, command, given);
    case 'visit.mark':
      return decideMark(state, command);
    case 'ticket.reprint':
      return decideReprint(state, command);
    case 'visit.plan':
      return decidePlan(state, command);
    case 'help.ask':
      return decideAskHelp(state, command, { device: given.who.device, now, newHelp: given.newHelp });
    case 'help.answer':
      return decideAnswerHelp(state, command.help);
    case 'help.end':
      return decideEndHelp(state, command.help);
    case 'day.end':
      return decideEndDay(state, given);
    default:
      return command satisfies never;
  }
}
