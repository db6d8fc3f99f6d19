/** What a finger does on each page. In: the session and a tap. Out: the session on its next page; the very same where the tap fits no step. */
import type { FoundService } from '../../shared/contract/directory.ts';
import type { LocalTime } from '../../shared/domain/events/local.ts';
import { AppointmentCode, type Face } from '../../shared/domain/entries/happenings.ts';
import type { Language } from '../../shared/domain/centre.ts';
import type { CommandId, FloorId, OfferId, PriorityId, ServiceId } from '../../shared/domain/ids.ts';
import type { Picture } from '../../shared/domain/pictures.ts';
import type { Key } from '../ui/keyboard/typed.ts';
import { foundAgain } from './replies.ts';
import { leaveOffers, leaveSearch, lookFor, narrow, seeOffers, seeService } from './offers/paths.ts';
import { issuedOf, pairOf, type Asked, type CodeStep, type FoundTicket, type NarrowStep, type OffersOf, type OpinionStep, type PicturesFor, type PicturesStep, type Session, type Step, type Wishes } from './steps.ts';
import { before as beforeSignup, signUp, type SignupTap } from './signup/taps.ts';
import { onStreets, type SeeStreets } from './streets/taps.ts';

export type Tap =
  | { readonly kind: 'speak'; readonly language: Language }
  | { readonly kind: 'takeTurn' }
  | ({ readonly kind: 'choose'; readonly service: ServiceId } & Asked)
  | ({ readonly kind: 'callPerson' } & Asked)
  | { readonly kind: 'needNobody'; readonly command: CommandId }
  | { readonly kind: 'seePriorities' }
  /** Null takes it back. */
  | { readonly kind: 'claim'; readonly priority: PriorityId | null }
  /** A service that gives no turn now, to hear more of it. */
  | { readonly kind: 'notNow'; readonly service: ServiceId }
  | { readonly kind: 'back' }
  /** Once more, after a refusal. */
  | { readonly kind: 'again' }
  | { readonly kind: 'leave' }
  | { readonly kind: 'stay' }
  | { readonly kind: 'confirmLeave'; readonly command: CommandId }
  /** «I lost my paper», and then: of which service. */
  | { readonly kind: 'lostPaper' }
  | { readonly kind: 'lostOf'; readonly service: ServiceId }
  | { readonly kind: 'pick'; readonly ticket: FoundTicket }
  | { readonly kind: 'reprint'; readonly command: CommandId }
  /** «Give your opinion», on the first page or of a turn that was served; then its questions. */
  | { readonly kind: 'opine'; readonly asksMore: boolean }
  | { readonly kind: 'opinionOf'; readonly service: ServiceId | null }
  | { readonly kind: 'face'; readonly face: Face; readonly command: CommandId }
  | { readonly kind: 'answer'; readonly answer: number | null; readonly command: CommandId }
  /** «I have an appointment», and then: its code. */
  | { readonly kind: 'haveTime' }
  | { readonly kind: 'digit'; readonly digit: string }
  | { readonly kind: 'erase' }
  | { readonly kind: 'askCode'; readonly command: CommandId }
  | ({ readonly kind: 'checkIn' } & Asked)
  /** What is listed beside the queues, and then one of it. */
  | { readonly kind: 'list'; readonly of: OffersOf }
  | { readonly kind: 'turnPage' }
  | { readonly kind: 'seeOffer'; readonly offer: OfferId; readonly date: LocalTime }
  /** Where a room of this house is, and another floor of the map. */
  | { readonly kind: 'seeRoom'; readonly room: string }
  | { readonly kind: 'seeFloor'; readonly floor: FloorId }
  | SeeStreets
  | SignupTap
  /** Of a sector: what is wanted, whom it is for, one service of it, and that what it says is wrong. */
  | { readonly kind: 'want'; readonly change: Partial<Wishes> }
  | { readonly kind: 'narrowBy'; readonly by: NarrowStep['by'] }
  | { readonly kind: 'seeService'; readonly service: FoundService }
  | { readonly kind: 'doubt'; readonly command: CommandId }
  /** By words: the line, a key of the screen's keyboard, and what was found alone. */
  | { readonly kind: 'search' }
  | { readonly kind: 'key'; readonly key: Key }
  | { readonly kind: 'showFound' }
  | ({ readonly kind: 'takeAlong' } & Asked)
  | { readonly kind: 'keepPlace' }
  /** Chooses it; chosen already, takes it back. */
  | { readonly kind: 'picture'; readonly picture: Picture }
  | ({ readonly kind: 'askPictures' } & Asked);

/** Digits of a code. */
export const CODE_DIGITS = 6;

export function tap(session: Session, act: Tap): Session {
  const step = stepAfter(session, act);
  const said = act.kind === 'speak' ? { language: act.language, listening: { ...session.listening, named: session.listening.named + 1 } } : act.kind === 'claim' ? { priority: act.priority } : {};
  return step === undefined ? session : { ...session, ...said, step };
}

/** Undefined where the tap is for another page. */
function stepAfter({ step, priority }: Session, act: Tap): Step | undefined {
  switch (act.kind) {
    case 'speak':
      // On any page, and whatever was begun there goes on.
      return step;
    case 'takeTurn':
      return step.kind === 'home' || step.kind === 'notNow' ? { kind: 'services' } : undefined;
    case 'choose':
      // The guard of one ticket: after the first choice this is no longer the step.
      return step.kind === 'services' || step.kind === 'found' || step.kind === 'offer' || isLate(step) ? { kind: 'asking', service: act.service, language: act.language, command: act.command, priority } : undefined;
    case 'callPerson':
      return step.kind === 'home' ? { kind: 'calling', language: act.language, command: act.command } : undefined;
    case 'needNobody':
      return step.kind === 'help' && step.over === null ? { ...step, over: act.command } : undefined;
    case 'seePriorities':
      return step.kind === 'services' ? { kind: 'priorities' } : undefined;
    case 'claim':
      return step.kind === 'priorities' ? { kind: 'services' } : undefined;
    case 'notNow':
      return step.kind === 'services' || isLate(step) ? { kind: 'notNow', service: act.service } : undefined;
    case 'back':
      return before(step);
    case 'again':
      if (step.kind === 'refused') return step.again;
      // Their service may be gone from the list since.
      return step.kind === 'notNow' || step.kind === 'coming' ? { kind: 'services' } : undefined;
    case 'leave':
      return step.kind === 'ticket' && step.ahead !== null ? { ...issuedOf(step), kind: 'leaving', command: null } : undefined;
    case 'stay':
      return step.kind === 'leaving' && step.command === null ? { ...issuedOf(step), kind: 'ticket', stays: false } : undefined;
    case 'confirmLeave':
      return step.kind === 'leaving' && step.command === null ? { ...step, command: act.command } : undefined;
    case 'lostPaper':
      return step.kind === 'home' ? { kind: 'lost' } : undefined;
    case 'lostOf':
      return step.kind === 'lost' ? choosing({ kind: 'lost', service: act.service }) : undefined;
    case 'pick':
      return step.kind === 'which' ? foundAgain(act.ticket) : undefined;
    case 'reprint':
      return step.kind === 'ticket' && step.paper.kind === 'offered' ? { ...step, paper: { kind: 'asked', command: act.command } } : undefined;
    case 'opine':
      if (step.kind === 'home') return opining({ begins: 'service', service: undefined, asksMore: act.asksMore });
      return step.kind === 'ticket' ? opining({ begins: 'face', service: step.service, asksMore: act.asksMore }) : undefined;
    case 'opinionOf':
      return step.kind === 'opinion' && step.service === undefined ? { ...step, service: act.service } : undefined;
    case 'face':
      return step.kind === 'opinion' ? withFace(step, act) : undefined;
    case 'answer':
      return step.kind === 'opinion' && step.face && !step.asked ? { ...step, asked: { answer: act.answer, command: act.command } } : undefined;
    case 'haveTime':
      return isAtStart(step) ? { kind: 'code', digits: '', asked: null } : undefined;
    case 'digit':
      return step.kind === 'code' ? withDigits(step, act.digit) : signUp(step, act);
    case 'erase':
      return step.kind === 'code' && step.digits && !step.asked ? { ...step, digits: step.digits.slice(0, -1) } : signUp(step, act);
    case 'askCode':
      return step.kind === 'code' ? askOf(step, act.command) : signUp(step, act);
    case 'checkIn':
      return step.kind === 'coming' && step.coming.now === 'ready' && !step.asked ? { ...step, asked: { command: act.command, language: act.language } } : undefined;
    case 'list':
    case 'turnPage':
    case 'seeOffer':
      return seeOffers(step, act);
    case 'seeRoom':
      return (step.kind === 'offer' || step.kind === 'found') && step.paper.kind !== 'asked' && !isDoubting(step) ? { kind: 'plan', room: act.room, floor: null, from: step } : undefined;
    case 'seeFloor':
      return step.kind === 'plan' ? { ...step, floor: act.floor } : undefined;
    case 'seeStreets':
    case 'goCloser':
      return onStreets(step, act);
    case 'want':
    case 'narrowBy':
      return narrow(step, act);
    case 'seeService':
    case 'doubt':
      return seeService(step, act);
    case 'key':
      return step.kind === 'signup' ? signUp(step, act) : lookFor(step, act);
    case 'search':
    case 'showFound':
      return lookFor(step, act);
    case 'signUp':
    case 'count':
    case 'tick':
    case 'agree':
    case 'goOn':
    case 'haveSignup':
    case 'codeLetter':
    case 'reprintMine':
    case 'askMine':
    case 'sure':
      return signUp(step, act);
    case 'takeAlong':
      return (step.kind === 'offer' || step.kind === 'found') && (step.paper.kind === 'offered' || step.paper.kind === 'refused') && !isDoubting(step)
        ? { ...step, paper: { kind: 'asked', command: act.command, language: act.language } }
        : undefined;
    case 'keepPlace':
      return step.kind === 'notNow' ? choosing({ kind: 'keep', service: step.service }) : undefined;
    case 'picture':
      return step.kind === 'pictures' ? touch(step, act.picture) : undefined;
    case 'askPictures':
      return step.kind === 'pictures' && !step.asked && pairOf(step.chosen) ? { ...step, asked: { command: act.command, language: act.language } } : undefined;
    default:
      return act satisfies never;
  }
}

/** Going back is the same person: what they said of themselves stays. */
function before(step: Step): Step | undefined {
  if ((step.kind === 'pictures' || step.kind === 'code' || step.kind === 'coming') && step.asked) return undefined;
  if (step.kind === 'help' && step.over !== null) return undefined;
  if (step.kind === 'opinion') return beforeOpinion(step);
  if (step.kind === 'signup' || step.kind === 'findSignup' || step.kind === 'mine') return beforeSignup(step);
  if (step.kind === 'priorities') return { kind: 'services' };
  if (step.kind === 'plan' || step.kind === 'streets') return step.from;
  if (step.kind === 'offers' || step.kind === 'narrow' || step.kind === 'found' || step.kind === 'offer') return leaveOffers(step);
  if (step.kind === 'search') return leaveSearch(step);
  if (step.kind === 'which') return choosing({ kind: 'lost', service: step.service });
  if (step.kind === 'pictures' && step.of.kind === 'keep') return { kind: 'notNow', service: step.of.service };
  if (step.kind === 'pictures' && step.of.kind === 'lost') return { kind: 'lost' };
  return LEADS_HOME.has(step.kind) ? { kind: 'home' } : undefined;
}

const LEADS_HOME: ReadonlySet<Step['kind']> = new Set(['services', 'refused', 'notNow', 'lost', 'pictures', 'code', 'coming', 'help']);

function choosing(of: PicturesFor): Step {
  return { kind: 'pictures', of, chosen: [], asked: null };
}

function opining(of: Pick<OpinionStep, 'begins' | 'service' | 'asksMore'>): OpinionStep {
  return { kind: 'opinion', ...of, face: null, asked: null };
}

/** Where the centre asks no more, a face is all. */
function withFace(step: OpinionStep, { face, command }: Extract<Tap, { kind: 'face' }>): OpinionStep | undefined {
  if (step.service === undefined || step.face) return undefined;
  return { ...step, face, asked: step.asksMore ? null : { answer: null, command } };
}

function beforeOpinion(step: OpinionStep): Step | undefined {
  if (step.asked) return undefined;
  if (step.face) return { ...step, face: null };
  return step.service !== undefined && step.begins === 'service' ? { ...step, service: undefined } : { kind: 'home' };
}

/** Also after a reader did not know what was held to it: then the code is typed. */
function isAtStart(step: Step): boolean {
  return step.kind === 'home' || (step.kind === 'refused' && step.again.kind === 'home');
}

/** What is said of it is on its way: a step asks for one thing at a time. */
function isDoubting(step: Step): boolean {
  return step.kind === 'found' && step.doubt.kind === 'asked';
}

/** Who comes too late may take a turn like everybody. */
function isLate(step: Step): boolean {
  return step.kind === 'coming' && step.coming.now === 'late';
}

function touch(step: PicturesStep, picture: Picture): PicturesStep | undefined {
  if (step.asked) return undefined;
  if (step.chosen.includes(picture)) return { ...step, chosen: step.chosen.filter((each) => each !== picture) };
  return step.chosen.length < 2 ? { ...step, chosen: [...step.chosen, picture] } : undefined;
}

/** No more than a code has. */
export function withDigits(step: CodeStep, digits: string): CodeStep | undefined {
  if (step.asked || step.digits.length >= CODE_DIGITS) return undefined;
  return { ...step, digits: (step.digits + digits).slice(0, CODE_DIGITS) };
}

function askOf(step: CodeStep, command: CommandId): CodeStep | undefined {
  const code = AppointmentCode.safeParse(step.digits);
  return code.success && !step.asked ? { ...step, asked: { code: code.data, command } } : undefined;
}
