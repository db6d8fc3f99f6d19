/** What the station's answer leads to. In: the session and a reply. Out: the session on its next page. */
import type { Outcome, Reply } from '../../shared/contract/commands.ts';
import { REFUSALS, type RefusalKind } from '../../shared/contract/refusals.ts';
import type { CommandId, ServiceId } from '../../shared/domain/ids.ts';
import { issuedOf, pairOf, type FoundTicket, type Session, type Step } from './steps.ts';
import { wishOf } from './wishes.ts';

type Refusal = Extract<Reply, { kind: 'refused' }>;
type Of<K extends Step['kind']> = Extract<Step, { kind: K }>;
type Again = Of<'refused'>['again'];

const HOME: Again = { kind: 'home' };
const SERVICES: Again = { kind: 'services' };
const CODE: Again = { kind: 'code', digits: '', asked: null };

/** A reply to a visitor who has gone is nobody's: the next one must not see it. */
export function hear(session: Session, { command, reply }: { readonly command: CommandId; readonly reply: Reply }): Session {
  const { step } = session;
  if (wishOf(step)?.id !== command || !asks(step)) return session;
  // What can't be claimed here any more must not be asked for again with the next tap.
  const isStale = reply.kind === 'refused' && reply.why === 'unknownPriority';
  return { ...session, ...(isStale ? { priority: null } : {}), step: reply.kind === 'refused' ? afterNo(step, reply) : afterYes(step, reply.outcome) };
}

const ASKING = ['asking', 'calling', 'help', 'leaving', 'ticket', 'coming', 'code', 'reading', 'pictures', 'found', 'offer', 'opinion', 'signup', 'findSignup', 'mine'] as const;
type Asking = Of<(typeof ASKING)[number]>;

function asks(step: Step): step is Asking {
  return ASKING.some((kind) => kind === step.kind);
}

function afterYes(step: Asking, outcome: Outcome): Step {
  if (step.kind === 'help') return HOME;
  if (outcome.kind === 'signedUp') return { kind: 'signedUp', signup: outcome.signup, code: outcome.code, stands: outcome.stands };
  if (outcome.kind === 'signupFound') return { kind: 'mine', of: outcome.signup, sure: null, asked: null, told: null };
  if (step.kind === 'mine') return afterMine(step);
  if (outcome.kind === 'help') return { kind: 'help', help: outcome.help, over: null };
  if ((step.kind === 'offer' || step.kind === 'found') && outcome.kind === 'takingAlong') return { ...step, paper: { kind: 'given', paper: outcome.paper } };
  if (step.kind === 'found' && outcome.kind === 'doubted') return { ...step, doubt: { kind: 'taken' } };
  if (step.kind === 'leaving') return { kind: 'left', label: step.label };
  if (step.kind === 'ticket') return { ...step, paper: { kind: 'given' } };
  if (outcome.kind === 'opinionGiven') return { kind: 'thanked' };
  if (outcome.kind === 'issued') {
    const { visit, label, service, ahead } = outcome;
    return { kind: 'ticket', visit, label, service, ahead, paper: { kind: 'given' }, stays: false };
  }
  if (outcome.kind === 'appointment') return forComing(outcome, step.kind === 'reading' ? HOME : CODE);
  if (outcome.kind === 'found') {
    const [only, ...others] = outcome.tickets;
    if (only && others.length === 0) return foundAgain(only);
    if (step.kind === 'pictures' && step.of.kind === 'lost') return { kind: 'which', service: step.of.service, tickets: outcome.tickets };
  }
  const pictures = step.kind === 'pictures' ? pairOf(step.chosen) : undefined;
  if (outcome.kind === 'kept' && pictures) return { kind: 'kept', place: outcome, pictures };
  // An answer that fits no question of this page: the page is older than the station.
  return { kind: 'refused', why: 'malformed', again: SERVICES };
}

/** A place that was kept takes its pictures, and they are all the consent there is to ask for. */
function forComing(outcome: Extract<Outcome, { kind: 'appointment' }>, again: Again): Step {
  const { now } = outcome;
  if (now === 'arrived') return { kind: 'refused', why: 'appointmentUsed', again };
  const coming = { ...outcome, now };
  if (now === 'ready' && coming.what === 'kept') return { kind: 'pictures', of: { kind: 'come', coming }, chosen: [], asked: null };
  return { kind: 'coming', coming, asked: null };
}

/** A turn as its visitor finds it again: where it stands is reckoned anew, and its paper is offered. */
export function foundAgain({ visit, label, service }: FoundTicket): Step {
  return { kind: 'ticket', visit, label, service, ahead: null, paper: { kind: 'offered' }, stays: false };
}

function afterMine({ of, asked, ...step }: Of<'mine'>): Of<'mine'> {
  const rest = { ...step, sure: null, asked: null };
  if (asked?.what === 'cancel') return { ...rest, of: { ...of, stands: 'cancelled', until: null }, told: null };
  return asked?.what === 'forget' ? { ...rest, of: { ...of, hasContact: false }, told: 'forgotten' } : { ...rest, of, told: 'printing' };
}

/** What can be mended is mended where it was said; a date that takes nobody any more is looked at again. */
function afterNoSignup(step: Of<'signup'>, why: RefusalKind): Step {
  const again: Of<'signup'> = { ...step, asked: null };
  if (why === 'notAPhone' || why === 'phoneNotTaken') return { kind: 'refused', why, again: { ...again, on: 'phone', phone: '' } };
  if (why === 'partyTooLarge' || why === 'noAdult') return { kind: 'refused', why, again: { ...again, on: 'party' } };
  return { kind: 'refused', why, again: isWorthTrying(why) || why === 'storage' ? again : step.from };
}

function afterNo(step: Asking, { why }: Refusal): Step {
  switch (step.kind) {
    case 'leaving':
      return { ...issuedOf(step), kind: 'ticket', stays: true };
    case 'ticket':
      return { ...step, paper: { kind: 'refused', why } };
    case 'found':
      return step.paper.kind === 'asked' ? { ...step, paper: { kind: 'refused', why } } : { ...step, doubt: { kind: 'refused', why } };
    case 'offer':
      return { ...step, paper: { kind: 'refused', why } };
    case 'calling':
      return { kind: 'refused', why, again: SERVICES };
    case 'signup':
      return afterNoSignup(step, why);
    case 'findSignup':
      return { kind: 'refused', why, again: { ...step, letters: '', asked: null } };
    case 'mine':
      return { ...step, sure: null, asked: null, told: why };
    // It was over before.
    case 'help':
      return HOME;
    case 'asking':
      return REFUSALS[why] === 'comeBack' ? notNow(step.service) : { kind: 'refused', why, again: SERVICES };
    case 'coming':
      return { kind: 'refused', why, again: isWorthTrying(why) ? CODE : SERVICES };
    case 'code':
      return { kind: 'refused', why, again: CODE };
    case 'reading':
      return { kind: 'refused', why, again: REFUSALS[why] === 'takeTurn' ? SERVICES : HOME };
    case 'opinion':
      // A service that is gone is chosen anew; else the last question is asked again.
      if (why === 'unknownService') return { kind: 'refused', why, again: { ...step, begins: 'service', service: undefined, face: null, asked: null } };
      return { kind: 'refused', why, again: { ...step, face: step.asksMore ? step.face : null, asked: null } };
    case 'pictures': {
      // Begun again: what was chosen was not it.
      if (isWorthTrying(why)) return { kind: 'refused', why, again: { ...step, chosen: [], asked: null } };
      return { kind: 'refused', why, again: step.of.kind === 'lost' ? { kind: 'lost' } : SERVICES };
    }
    default:
      return step satisfies never;
  }
}

/** The same once more may do. */
function isWorthTrying(why: RefusalKind): boolean {
  return ['typeAgain', 'wait', 'retry'].includes(REFUSALS[why]);
}

function notNow(service: ServiceId): Step {
  return { kind: 'notNow', service };
}
