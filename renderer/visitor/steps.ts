/**
 * What a visitor stands at, one page after the other, and what each page knows. All of a visitor is
 * in here and goes with it [X4].
 */
import type { SignupNow, SignupShown, SignupStanding } from '../../shared/contract/activities.ts';
import type { Outcome } from '../../shared/contract/commands.ts';
import type { Party, SignupCode } from '../../shared/domain/events/signup.ts';
import type { LocalTime } from '../../shared/domain/events/local.ts';
import type { FoundService, PlaceShown, Wanted } from '../../shared/contract/directory.ts';
import type { RefusalKind } from '../../shared/contract/refusals.ts';
import type { CodeOrId } from '../../shared/contract/scans.ts';
import type { Language } from '../../shared/domain/centre.ts';
import type { AppointmentCode, Face } from '../../shared/domain/entries/happenings.ts';
import type { CommandId, FloorId, HelpId, OfferId, PaperId, PriorityId, ServiceId, SignupId, VisitId } from '../../shared/domain/ids.ts';
import type { Label } from '../../shared/domain/label.ts';
import type { Sector } from '../../shared/domain/offers/offers.ts';
import type { Picture, Pictures } from '../../shared/domain/pictures.ts';
import type { VolumeStep } from '../ui/voice/player.ts';

/** A command on its way, and the language in which it was asked for. */
export interface Asked {
  readonly command: CommandId;
  readonly language: Language;
}

/** How an appointment stands, or a place that was kept. Of one that was used there is nothing more to know. */
export type Coming = Omit<Extract<Outcome, { kind: 'appointment' }>, 'now'> & { readonly now: 'ready' | 'early' | 'late' };
export type KeptPlace = Extract<Outcome, { kind: 'kept' }>;
/** A turn that was found again. */
export type FoundTicket = Extract<Outcome, { kind: 'found' }>['tickets'][number];

/** What two pictures are chosen for: a paper that was lost, a place to come for, a place to keep. */
export type PicturesFor =
  | { readonly kind: 'lost'; readonly service: ServiceId }
  | { readonly kind: 'come'; readonly coming: Coming }
  | { readonly kind: 'keep'; readonly service: ServiceId };

export interface HomeStep {
  readonly kind: 'home';
}

export interface ServicesStep {
  readonly kind: 'services';
}

export interface LostStep {
  readonly kind: 'lost';
}

export interface PicturesStep {
  readonly kind: 'pictures';
  readonly of: PicturesFor;
  /** At most two, in the order of the touches. */
  readonly chosen: readonly Picture[];
  readonly asked: Asked | null;
}

export interface CodeStep {
  readonly kind: 'code';
  readonly digits: string;
  readonly asked: { readonly code: AppointmentCode; readonly command: CommandId } | null;
}

/** What a visitor wants of a service to find, beside what it is for. */
export type Wishes = Omit<Wanted, 'sector'>;

export const NO_WISHES: Wishes = { isOpen: false, isFree: false, isStepFree: false, audience: null, term: null, spoken: null };

/** What is listed beside the queues. `listed`: the page of the sectors on which this one stood. */
export type OffersOf = { readonly kind: 'sectors' } | { readonly kind: 'sector'; readonly sector: Sector; readonly listed: number; readonly wishes: Wishes } | { readonly kind: 'activities' };

export interface OffersStep {
  readonly kind: 'offers';
  readonly of: OffersOf;
  /** From 0. */
  readonly page: number;
}

/** A paper to take along. */
export type TakenPaper =
  | { readonly kind: 'offered' }
  | ({ readonly kind: 'asked' } & Asked)
  | { readonly kind: 'given'; readonly paper: PaperId }
  | { readonly kind: 'refused'; readonly why: RefusalKind };

/** Whom a service is to be for, or what kind it is to be: chosen among those there are. */
export interface NarrowStep {
  readonly kind: 'narrow';
  readonly by: 'audience' | 'term';
  readonly page: number;
  readonly from: OffersStep;
}

/** That somebody says: this is wrong. */
export type Doubt =
  | { readonly kind: 'none' }
  | { readonly kind: 'asked'; readonly command: CommandId }
  | { readonly kind: 'taken' }
  | { readonly kind: 'refused'; readonly why: RefusalKind };

/** One service to find; `of` is what its list told of it, `from` that list, or the search. */
export interface FoundStep {
  readonly kind: 'found';
  readonly of: FoundService;
  readonly from: OffersStep | SearchStep;
  readonly paper: TakenPaper;
  readonly doubt: Doubt;
}

/** One activity; `from` is where it was chosen. */
export interface OfferStep {
  readonly kind: 'offer';
  readonly offer: OfferId;
  readonly date: LocalTime;
  readonly from: OffersStep | SearchStep | FoundStep;
  readonly paper: TakenPaper;
}

/** What somebody says to have a place: how many come, the centre's questions, and what they may leave of themselves. */
export type SignupPage = 'party' | 'answers' | 'name' | 'phone';

export interface SignupStep {
  readonly kind: 'signup';
  readonly on: SignupPage;
  /** As they stood when somebody began. */
  readonly terms: SignupNow;
  readonly date: LocalTime;
  readonly party: Party;
  /** The nth answer to each question; null where it was left out. */
  readonly answers: readonly (number | null)[];
  readonly name: string;
  readonly phone: string;
  /** [X5] It begins unticked. */
  readonly agrees: boolean;
  readonly asked: Asked | null;
  readonly from: OfferStep;
}

/** A place at an activity was given, or a wait for one. */
export interface SignedUpStep {
  readonly kind: 'signedUp';
  readonly signup: SignupId;
  readonly code: SignupCode;
  readonly stands: SignupStanding;
}

/** The letters of a code, of a place at an activity. */
export interface FindSignupStep {
  readonly kind: 'findSignup';
  readonly letters: string;
  readonly asked: { readonly code: SignupCode; readonly command: CommandId } | null;
  readonly from: OffersStep;
}

/** A place that was found again. `sure`: what its holder is asked once more about, or is about to be done. */
export interface MineStep {
  readonly kind: 'mine';
  readonly of: SignupShown;
  readonly sure: 'cancel' | 'forget' | null;
  readonly asked: { readonly what: 'cancel' | 'forget' | 'reprint'; readonly command: CommandId } | null;
  readonly told: 'printing' | 'forgotten' | RefusalKind | null;
}

/** Where a room of this house is; `floor` is the one that is looked at, null for the room's own. */
export interface PlanStep {
  readonly kind: 'plan';
  readonly room: string;
  readonly floor: FloorId | null;
  readonly from: OfferStep | FoundStep;
}

/** Where a place is among the streets around the house. */
export interface StreetsStep {
  readonly kind: 'streets';
  readonly place: PlaceOnStreets;
  /** Steps closer than where both can be seen; fewer than none is further away. */
  readonly closer: number;
  readonly from: FoundStep;
}

export type PlaceOnStreets = Pick<PlaceShown, 'name' | 'address' | 'distance'> & { readonly point: NonNullable<PlaceShown['point']> };

/** Words to find something by. Where a screen has room for the keys or for what was found alone, it shows one of them. */
export interface SearchStep {
  readonly kind: 'search';
  readonly text: string;
  readonly shows: 'keys' | 'found';
  readonly from: OffersStep;
}

/** How a visit went: of which service, then a face, then the centre's question. Undefined is not come to yet; null was skipped. */
export interface OpinionStep {
  readonly kind: 'opinion';
  /** Whoever comes from their turn is not asked for its service; nothing else of it comes along. */
  readonly begins: 'service' | 'face';
  readonly asksMore: boolean;
  readonly service: ServiceId | null | undefined;
  readonly face: Face | null;
  readonly asked: { readonly answer: number | null; readonly command: CommandId } | null;
}

export type Step =
  | HomeStep
  /** A reader read this, and the station is asked what it is. */
  | { readonly kind: 'reading'; readonly by: CodeOrId; readonly isSignup: boolean; readonly command: CommandId }
  | ServicesStep
  /** A person is about to be called. */
  | ({ readonly kind: 'calling' } & Asked)
  /** A person is called; `over` is on its way once the visitor said that nobody is needed. */
  | { readonly kind: 'help'; readonly help: HelpId; readonly over: CommandId | null }
  /** What a visitor may say of themselves, to be called earlier. */
  | { readonly kind: 'priorities' }
  | ({ readonly kind: 'asking'; readonly service: ServiceId; readonly priority: PriorityId | null } & Asked)
  /** `again`: where one tries once more. */
  | { readonly kind: 'refused'; readonly why: RefusalKind; readonly again: HomeStep | ServicesStep | LostStep | PicturesStep | CodeStep | OpinionStep | SignupStep | FindSignupStep | OfferStep }
  /** This service gives no turn now; the list knows since when and until when. */
  | { readonly kind: 'notNow'; readonly service: ServiceId }
  /** `stays`: its visitor asked to leave, and it can't be given up any more. */
  | ({ readonly kind: 'ticket'; readonly stays: boolean } & Issued)
  /** Whether the visitor means to leave; null until they said so. */
  | ({ readonly kind: 'leaving'; readonly command: CommandId | null } & Issued)
  | { readonly kind: 'left'; readonly label: Label }
  | OpinionStep
  /** For an opinion. */
  | { readonly kind: 'thanked' }
  /** Of which service the paper was that is lost. */
  | LostStep
  | PicturesStep
  /** Several have that service and those pictures. */
  | { readonly kind: 'which'; readonly service: ServiceId; readonly tickets: readonly FoundTicket[] }
  | CodeStep
  | OffersStep
  | NarrowStep
  | FoundStep
  | OfferStep
  | SignupStep
  | SignedUpStep
  | FindSignupStep
  | MineStep
  | PlanStep
  | StreetsStep
  | SearchStep
  | { readonly kind: 'coming'; readonly coming: Coming; readonly asked: Asked | null }
  | { readonly kind: 'kept'; readonly place: KeptPlace; readonly pictures: Pictures };

/** The paper of a turn: it comes with the number; of one that was found again it is offered. */
export type PaperOf =
  | { readonly kind: 'given' }
  | { readonly kind: 'offered' }
  | { readonly kind: 'asked'; readonly command: CommandId }
  | { readonly kind: 'refused'; readonly why: RefusalKind };

/** A turn that was given. */
export interface Issued {
  readonly visit: VisitId;
  readonly label: Label;
  readonly service: ServiceId;
  /** Null for one that was found again: how many were before it says nothing of now. */
  readonly ahead: number | null;
  readonly paper: PaperOf;
}

export function issuedOf({ visit, label, service, ahead, paper }: Issued): Issued {
  return { visit, label, service, ahead, paper };
}

/** The two, once there are two. */
export function pairOf([one, other]: readonly Picture[]): Pictures | undefined {
  return one === undefined || other === undefined ? undefined : [one, other];
}

/** A timer, named so that one that comes late can be told apart. Ends are on the monotonic clock, in ms. */
export interface NamedTimer {
  readonly id: number;
  readonly endsAt: number;
}

/** Somebody's patience: from when on the screen says that it will begin again. */
export interface IdleTimer extends NamedTimer {
  readonly warnsAt: number;
}

/** How this visitor wants the screen: larger letters, black and white, within reach of the low, and time to think. */
export interface Access {
  readonly large: boolean;
  readonly contrast: boolean;
  readonly low: boolean;
  readonly slow: boolean;
}

/** How this visitor listens: the page is said, again where it is asked for. */
export interface Listening {
  readonly on: boolean;
  readonly paused: boolean;
  readonly volume: VolumeStep;
  /** How often this page was asked for once more. */
  readonly again: number;
  /** How often a language was touched: its name is said each time. */
  readonly named: number;
}

export interface Session {
  /** Counts the visitors since the page loaded; a new number is a fresh DOM. */
  readonly visitor: number;
  /** Null until this visitor chooses: the centre's first. */
  readonly language: Language | null;
  /** What this visitor said of themselves; nothing is asked. */
  readonly priority: PriorityId | null;
  readonly access: Access;
  readonly listening: Listening;
  /** How many times as long staff let this screen wait: the house's, so it stays when a visitor goes. */
  readonly patience: number;
  readonly step: Step;
  /** Null where there is nothing to go back from. */
  readonly idle: IdleTimer | null;
  /** While it runs, taps count as an echo of the last one and do nothing. */
  readonly echo: NamedTimer | null;
  /** The last key or picture a finger touched, until when a second touch of the same is its echo. */
  readonly touched: { readonly on: string; readonly until: number } | null;
  readonly lastTimer: number;
}

const AS_IT_IS: Access = { large: false, contrast: false, low: false, slow: false };

const SILENT: Listening = { on: false, paused: false, volume: 3, again: 0, named: 0 };

export const START: Session = { visitor: 1, language: null, priority: null, access: AS_IT_IS, listening: SILENT, step: { kind: 'home' }, idle: null, echo: null, touched: null, lastTimer: 0, patience: 1 };

/** [P4] A number that was shown stays, whatever becomes of the station. */
export function showsNumber({ kind }: Step): boolean {
  return kind === 'ticket' || kind === 'leaving' || kind === 'left' || kind === 'kept' || kind === 'signedUp';
}

/** The list stays the same page while it asks, so that nothing jumps under the finger. */
export function pageOf({ step }: Session): string {
  if (step.kind === 'pictures') return `pictures ${step.of.kind}`;
  if (step.kind === 'offers') return `offers ${step.of.kind} ${step.of.kind === 'sector' ? step.of.sector : ''} ${step.page}`;
  if (step.kind === 'narrow') return `narrow ${step.by} ${step.page}`;
  if (step.kind === 'plan') return `plan ${step.room}`;
  if (step.kind === 'streets') return `streets ${step.place.point.lat} ${step.place.point.lon}`;
  if (step.kind === 'offer') return `offer ${step.offer} ${step.date}`;
  if (step.kind === 'signup') return `signup ${step.on}`;
  if (step.kind === 'mine') return `mine ${step.sure ?? ''}`;
  if (step.kind === 'found') return `found ${step.of.id}`;
  if (step.kind === 'opinion') return `opinion ${pageOfOpinion(step)}`;
  return step.kind === 'asking' ? 'services' : step.kind;
}

/** The faces stay the same page while they are sent. */
export function pageOfOpinion({ service, face, asksMore: more }: OpinionStep): 'service' | 'face' | 'question' {
  if (service === undefined) return 'service';
  return face && more ? 'question' : 'face';
}
