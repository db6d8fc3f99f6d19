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
  /** This centre takes nobody at a booked time. Recovery: a coordinator says so in the centre's file. */
  noAppointments: 'lookAgain',
  /** Nothing is kept under that code or id. Recovery: look at the code again; or ask a person. */
  unknownAppointment: 'typeAgain',
  /** None of the papers of this place is that. Recovery: hold it to the reader again; or ask a person. */
  unknownPaper: 'typeAgain',
  /** The turn on that paper was of a day that is over. Recovery: take another; or ask a person. */
  ticketOver: 'takeTurn',
  /** Nobody here has that service and those pictures. Recovery: choose again; or ask a person. */
  unknownTicket: 'typeAgain',
  /** Too early for that time. Recovery: come back then; the screen says when. */
  appointmentEarly: 'comeBack',
  /** Too late for that time. Recovery: take a turn like everybody; or ask a person. */
  appointmentLate: 'takeTurn',
  /** Somebody came for it already. Recovery: a person at the door helps. */
  appointmentUsed: 'askPerson',
  /** Not the pictures that were chosen with that place. Recovery: choose again; or ask a person. */
  otherPictures: 'typeAgain',
  /** That service keeps no places now. Recovery: choose again from the list, which is fresh by now. */
  placesNotKept: 'chooseAgain',
  /** All places that are kept for that day are given. Recovery: come when it opens; or ask a person. */
  placesGone: 'comeBack',
  /** More times are kept than a centre can hold. Recovery: take away what is of no use. */
  tooManyAppointments: 'lookAgain',
  /** A time that is past, or too far ahead. Recovery: choose another. */
  notThatTime: 'chooseAgain',
  /** Too many wrong codes or pictures in a row at this device [X6]. Recovery: wait a minute; or ask a person. */
  tooManyTries: 'wait',
  /** That paper was printed again often enough. Recovery: the number on the screen is good without paper; or a person prints it. */
  copiesSpent: 'askPerson',
  /** Neither a service to find nor an activity to come, any more. Recovery: choose again from the list, which is fresh by now. */
  unknownOffer: 'chooseAgain',
  /** This device took enough signups for the moment. Recovery: wait a little; or ask a person. */
  signupsSpent: 'wait',
  /** Signing up for that date is over. Recovery: come all the same and ask; or choose another date. */
  signupClosed: 'chooseAgain',
  /** Signing up for that date has not begun. Recovery: come back then; the screen says when. */
  signupNotYet: 'comeBack',
  /** More people than one party may be there. Recovery: sign up fewer; or ask a person. */
  partyTooLarge: 'chooseAgain',
  /** Nobody grown comes along. Recovery: say who does. */
  noAdult: 'chooseAgain',
  /** [X5] Something is left of whoever signs up, and they did not agree to it. Recovery: agree, or leave nothing. */
  consentMissing: 'chooseAgain',
  /** That is no telephone number. Recovery: type it again, or leave none. */
  notAPhone: 'typeAgain',
  /** That activity takes no telephone. Recovery: leave none. */
  phoneNotTaken: 'lookAgain',
  /** Nobody signed up under that code. Recovery: look at the code again; or ask a person. */
  unknownSignup: 'typeAgain',
  /** That paper is for another activity, or another day of it. Recovery: the screen says which. */
  otherDate: 'lookAgain',
  /** More activities are planned than a centre can hold. Recovery: take away what is of no use. */
  tooManySeries: 'lookAgain',
  /** No such room in this house. Recovery: choose again from the list, which is fresh by now. */
  unknownRoom: 'chooseAgain',
  /** People have a place there: it can be called off, and not be dropped or have fewer seats. Recovery: call it off. */
  seatsTaken: 'lookAgain',
  /** This device gave enough papers to take along for the moment. Recovery: wait a little; it stands on the screen all the same. */
  papersSpent: 'wait',
  /** Enough was said of the centre on this screen for the moment. Recovery: wait a little; nothing is owed. */
  opinionsSpent: 'wait',
  /** This device heard enough doubts of services for the moment. Recovery: wait a little; or tell a person. */
  doubtsSpent: 'wait',
  /** A record that is larger than one entry of the journal. Recovery: shorten its texts. */
  recordTooLarge: 'lookAgain',
  /** What it names is not there, or it is named still. Recovery: bring in that first, or take away what names it. */
  recordNamed: 'lookAgain',
  /** [X2] It leads to a discreet queue, and its name would tell of it. Recovery: give it a neutral name. */
  mustBeDiscreet: 'lookAgain',
  /** This centre's file draws no map of the house. Recovery: a coordinator draws one in it. */
  noPlan: 'lookAgain',
  /** A point of the map stands on no floor of it, any more. Recovery: look at the map, which is fresh by now. */
  pointOff: 'lookAgain',
  /** No such file is in hand any more, or it is not that far. Recovery: begin anew with the file. */
  unknownFile: 'lookAgain',
  /** All of it was to come in or nothing, and something in it can't. Recovery: mend the file, or bring in what is good. */
  fileFaulty: 'lookAgain',
  /** Another file is in hand. Recovery: wait until it is done, or let it go. */
  fileBusy: 'wait',
  /** No such desk here any more. Recovery: choose the desk again. */
  unknownDesk: 'chooseAgain',
  /** Nobody waits for what this desk serves. Recovery: wait; the screen shows who comes. */
  nobodyWaiting: 'wait',
  /** This desk already has somebody. Recovery: finish with them first. */
  deskBusy: 'finishFirst',
  /** The visitor was called too few times to be let go. Recovery: call again, or wait a little. */
  callAgainFirst: 'callAgain',
  /** Somebody else works at this desk. Recovery: take it over, or choose another. */
  deskTaken: 'takeOver',
  /** This agent works at another desk. Recovery: move here, which closes that one. */
  agentElsewhere: 'takeOver',
  /** Nobody works at this desk yet. Recovery: say who does. */
  deskNotOpen: 'openDesk',
  /** This desk is on a break. Recovery: end the break. */
  deskPaused: 'resume',
  /** This desk takes nobody any more. Recovery: open it again. */
  deskClosing: 'openDesk',
  /** No such agent here any more. Recovery: choose again. */
  unknownAgent: 'chooseAgain',
  /** No such priority here any more, or not for visitors to say. Recovery: choose again; or ask a person. */
  unknownPriority: 'chooseAgain',
  /** Something else was done since, or elsewhere. Recovery: look at the screen again. */
  nothingToUndo: 'lookAgain',
  /** There is nothing to decide about that paper any more: somebody did, or a later one was printed. Recovery: look at the screen again. */
  paperSettled: 'lookAgain',
  /** This device has no such printer. Recovery: look at the screen again. */
  unknownPrinter: 'lookAgain',
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
