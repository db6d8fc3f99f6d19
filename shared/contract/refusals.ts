/**
 * Why a command was refused. Each kind has one recovery, and one sentence in every locale file
 * under `refusal.<kind>` that says it to the person who tapped.
 */
import { z } from 'zod';

export const REFUSALS = {
  /** The command's form is wrong. Recovery: none for people; the screen is older than the station: reload it. */
  malformed: 'reload',
  /** This screen may not do this. Recovery: use the screen that may. */
  notAllowed: 'otherScreen',
  /** No such service here any more. Recovery: choose again from the list, which is fresh by now. */
  unknownService: 'chooseAgain',
  /** Outside the service's hours [Q8]. Recovery: come when it opens, which the list says; or ask a person. */
  serviceClosed: 'comeBack',
  /** All the service's turns of the day are given [Q8]. Recovery: the same, on another day. */
  serviceFull: 'comeBack',
  /** Its hours end too soon for one more turn [Q8]. Recovery: the same. */
  lastTurnGiven: 'comeBack',
  /** No such desk here any more. Recovery: choose the desk again. */
  unknownDesk: 'chooseAgain',
  /** Nobody waits for what this desk serves. Recovery: wait; the screen shows who comes. */
  nobodyWaiting: 'wait',
  /** This desk already has somebody. Recovery: finish with them first. */
  deskBusy: 'finishFirst',
  /** That visit is no longer at that step: somebody else moved it. Recovery: look at the screen again. */
  notThatStep: 'lookAgain',
  /** The letter's numbers for today are all given. Recovery: a person at the door helps. */
  numbersSpent: 'askPerson',
  /** The disk refused the entry; nothing was given or shown. Recovery: a person at the door helps. */
  storage: 'askPerson',
  /** This device was put out of the centre. Recovery: a person at the door helps; staff use another device. */
  deviceOut: 'askPerson',
  /** This program is too old for the centre's rules [J7]: it still gives turns. Recovery: update it; meanwhile another device calls. */
  outdated: 'update',
  /** The station has no centre yet. Recovery: the screen tries again by itself. */
  notReady: 'retry',
} as const;

export type RefusalKind = keyof typeof REFUSALS;
export const RefusalKind = z.enum(Object.keys(REFUSALS) as [RefusalKind, ...RefusalKind[]]);
