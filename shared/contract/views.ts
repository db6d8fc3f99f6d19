/**
 * What a screen may watch. A view holds just what its screen shows: nothing is sent to a wall
 * that the wall does not say aloud.
 */
import { z } from 'zod';
import { Agent, Centre, Desk, Language, Letter, LocalText, OpinionAsked, PriorityClass, Service, WALL_LANGUAGES } from '../domain/centre.ts';
import { AppointmentCode, ParkReason, UNDOABLE } from '../domain/entries/happenings.ts';
import { AgentId, AppointmentId, DeskId, DeviceId, HelpId, NoticeId, PaperId, PriorityId, ServiceId, VisitId } from '../domain/ids.ts';
import { BusinessDay } from '../domain/clock.ts';
import type { ShownRange } from '../domain/estimate/index.ts';
import { EnrolCode, Fingerprint } from '../domain/entries/introduction.ts';
import { Label } from '../domain/label.ts';
import { NoticeSays } from '../domain/notice/notice.ts';
import { Floor, PlanPoint } from '../domain/plan/plan.ts';
import { TurnsNow } from '../domain/scheduling/limits.ts';
import { EntryId } from '../domain/entries/entry.ts';
import type { Trust } from './commands.ts';
import { ActivityQueries, PlansView, RollView, ScheduleView, SeriesView, ShownDate, SignupShown } from './activities.ts';
import { DirectoryQueries, DirectoryView, FileView, FoundView, NamesView, RecordView, ServiceView, ShelfQueries, ShelfView } from './directory.ts';
import { LatestScan } from './scans.ts';
import { PublicUrl } from './settings.ts';
import { Patience } from './settings.ts';
import { ExplainView, PastCallsView, PastCallView } from './explanations.ts';

export const ViewQuery = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('visitor') }),
  /** What happened to the paper of one ticket, and how long its holder waits; whoever holds the opaque id may ask. */
  z.strictObject({ kind: z.literal('paper'), visit: VisitId }),
  /** How a turn stands, for whoever has its paper; whoever holds the opaque id may ask. */
  z.strictObject({ kind: z.literal('turn'), visit: VisitId }),
  /** Whether a person comes; whoever holds the opaque id may ask. */
  z.strictObject({ kind: z.literal('help'), help: HelpId }),
  /** What this station's reader read last. */
  z.strictObject({ kind: z.literal('scan') }),
  /** What of the centre's own words can be heard. */
  z.strictObject({ kind: z.literal('voice'), language: Language }),
  z.strictObject({ kind: z.literal('display') }),
  z.strictObject({ kind: z.literal('staff'), desk: DeskId }),
  /** [Q3] Why this desk calls next whom it does; of one visit, why it is that one or is not. */
  z.strictObject({ kind: z.literal('explain'), desk: DeskId, visit: VisitId.nullable() }),
  /** This desk's latest calls of today. */
  z.strictObject({ kind: z.literal('pastCalls'), desk: DeskId }),
  /** Why one of them was made, as its desk saw things then. */
  z.strictObject({ kind: z.literal('pastCall'), call: z.strictObject(EntryId.shape) }),
  /** What happened to the slip of a place that was kept; whoever holds the opaque id may ask. */
  z.strictObject({ kind: z.literal('slip'), appointment: AppointmentId }),
  /** What there is to come to. */
  z.strictObject({ kind: z.literal('offers') }),
  /** What happened to a paper to take along; whoever holds the opaque id may ask. */
  z.strictObject({ kind: z.literal('takeAlong'), paper: PaperId }),
  ...DirectoryQueries,
  ...ShelfQueries,
  ...ActivityQueries,
  /** The map of the house as this screen's visitors see it. */
  z.strictObject({ kind: z.literal('plan') }),
  /** The same with all its points, to be placed. */
  z.strictObject({ kind: z.literal('planPoints') }),
  /** What times are kept on a day. */
  z.strictObject({ kind: z.literal('appointments'), day: BusinessDay }),
  /** How this device stands with its centre; the one view there is before it has one. */
  z.strictObject({ kind: z.literal('joining') }),
]);
export type ViewQuery = z.infer<typeof ViewQuery>;

export const MAY_WATCH: Record<Trust, readonly ViewQuery['kind'][]> = {
  visitor: ['visitor', 'paper', 'turn', 'slip', 'help', 'offers', 'directory', 'found', 'service', 'pageVoice', 'plan', 'takeAlong', 'signup', 'scan', 'voice', 'joining'],
  display: ['display', 'joining'],
  staff: ['staff', 'offers', 'shelf', 'record', 'names', 'file', 'schedule', 'series', 'plans', 'roll', 'signup', 'scan', 'planPoints', 'appointments', 'explain', 'pastCalls', 'pastCall', 'joining'],
};

const at = z.number().int().nonnegative();

/** [Q5] How long somebody waits from now on, in fives of minutes. Where it is not there, there is nothing to say. */
export const ShownWait = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('under'), minutes: z.int().positive() }),
  z.object({ kind: z.literal('between'), fromMin: z.int().nonnegative(), toMin: z.int().positive() }),
]) satisfies z.ZodType<ShownRange>;
export type ShownWait = z.infer<typeof ShownWait>;

/** What every screen needs to know of the house it stands in. */
/** What all screens say now, and nothing else. */
export const ShownNotice = z.object({ id: NoticeId, says: NoticeSays, at });
export type ShownNotice = z.infer<typeof ShownNotice>;

const House = z.object({
  centre: Centre.shape.name,
  zone: z.string(),
  languages: z.array(Language).min(1),
  notice: ShownNotice.nullable(),
});

/** What the device shows and an administrator compares before letting it in. */
const Asking = z.object({ kind: z.literal('asking'), code: EnrolCode, fingerprint: Fingerprint });

export const Joining = z.discriminatedUnion('kind', [
  /** It has its centre: the screens show what they are there for. */
  z.object({ kind: z.literal('in') }),
  /** It has no centre, and the centre's server has not answered it yet. */
  z.object({ kind: z.literal('looking') }),
  /** It has no centre and asks to be let in; at `endsAt` there is another code. */
  Asking.extend({ endsAt: at }),
  /** It has no centre, and an administrator said no; staff of this device may ask again. */
  z.object({ kind: z.literal('refused') }),
  /** It was let in, and the centre is on its way. */
  z.object({ kind: z.literal('arriving') }),
  /** It was put out. */
  z.object({ kind: z.literal('out') }),
]);
export type Joining = z.infer<typeof Joining>;

/** Any screen may see it: it holds nothing of the centre and nothing that opens it. */
export const JoiningView = z.object({ kind: z.literal('joining'), joining: Joining });
export type JoiningView = z.infer<typeof JoiningView>;

const ShownPriority = PriorityClass.pick({ id: true, icon: true, name: true });

export const VisitorView = z.object({
  kind: z.literal('visitor'),
  ...House.shape,
  services: z.array(
    Service.pick({ id: true, letter: true, icon: true, name: true, about: true }).extend({
      turns: TurnsNow,
      /** [X2] Whether it goes by a name that is not its own: whoever asks for it may have to be gone at once. */
      isDiscreet: z.boolean(),
      /** Whether a place may be kept now for the day on which it gives turns again. */
      keepsPlaces: z.boolean(),
      /** For whoever takes a turn now without a priority and speaks this language. */
      wait: z.partialRecord(Language, ShownWait),
    }),
  ),
  /** Those that visitors may say of themselves. */
  priorities: z.array(ShownPriority),
  /** Whether anybody may come for a time or a place that was kept. */
  keepsTimes: z.boolean(),
  /** What is asked after a visit; null where the centre asks nothing. */
  opinion: OpinionAsked.nullable(),
  /** Whether this station has a reader of its own, to which a paper may be held. */
  hasReader: z.boolean(),
  /** [X6] Where phones follow a turn; null where no phone can. */
  publicUrl: PublicUrl.nullable(),
  /** Where this house stands on a map of the streets, where it has one. */
  streetsFrom: z.object({ lat: z.number(), lon: z.number() }).nullable(),
  /** Whether paper may come out of any of its printers: people know before they ask that a number is to be remembered. */
  givesPaper: z.boolean(),
  /** Whether there are services to find, and activities to come. */
  finds: z.object({ services: z.boolean(), activities: z.boolean() }),
  /** [X4] How many times as long this screen waits for whoever does nothing. */
  patience: Patience,
});
export type VisitorView = z.infer<typeof VisitorView>;

/** A recording's name, which is its file's as well. */
const Recording = z.string().regex(/^[0-9a-f]{16}$/);

/** The centre's own words that were voiced, by the key of what they say; what is not among them is seen alone. */
export const VoiceView = z.object({ kind: z.literal('voice'), language: Language, voiced: z.record(z.string(), Recording) });
export type VoiceView = z.infer<typeof VoiceView>;

/** The texts of a page of the directory that were voiced. `isReady`: nothing more of it is on its way. */
export const PageVoiceView = z.object({ kind: z.literal('pageVoice'), voiced: VoiceView.shape.voiced, isReady: z.boolean() });
export type PageVoiceView = z.infer<typeof PageVoiceView>;

/**
 * A print job as people see it [P1][P4]. `waiting` is before its end, and `held` as well: it can't come
 * out now, and may yet. The three ends are `printed`, `uncertain` (bytes went out, the printer confirmed
 * nothing) and `refused`.
 */
export const PaperState = z.enum(['waiting', 'held', 'printed', 'uncertain', 'refused']);
export type PaperState = z.infer<typeof PaperState>;

export const PaperView = z.object({
  kind: z.literal('paper'),
  visit: VisitId,
  /** `unknown` where this station never issued that visit. */
  state: z.enum([...PaperState.options, 'unknown']),
  /** The printer that has it, or may have, where that is not the one at hand. */
  elsewhere: z.string().nullable(),
  /** For as long as its holder waits. */
  wait: ShownWait.nullable(),
});
export type PaperView = z.infer<typeof PaperView>;

/** Where a turn is on its way. Desks go by their number; null where that desk is no longer one of the centre's. */
export const TurnStands = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('waiting'), ahead: z.int().min(0) }),
  z.object({ kind: z.literal('called'), desk: z.int().nullable() }),
  z.object({ kind: z.literal('serving'), desk: z.int().nullable() }),
  z.object({ kind: z.literal('parked') }),
  z.object({ kind: z.literal('finished') }),
  /** It was called, and nobody came. */
  z.object({ kind: z.literal('noShow') }),
  /** It was given up, or the day ended. */
  z.object({ kind: z.literal('cancelled') }),
  /** This station knows no such turn of today. */
  z.object({ kind: z.literal('unknown') }),
]);
export type TurnStands = z.infer<typeof TurnStands>;

export const TurnView = z.object({ kind: z.literal('turn'), visit: VisitId, stands: TurnStands });
export type TurnView = z.infer<typeof TurnView>;

/** `slow`: it rings, and nobody has answered for a while. `unanswered`: it rang as long as it rings, or this station knows nothing of it. */
export const HelpView = z.object({ kind: z.literal('help'), help: HelpId, stands: z.enum(['ringing', 'slow', 'coming', 'ended', 'unanswered']) });
export type HelpView = z.infer<typeof HelpView>;

/** Calls shown to staff at once. */
export const HELPS_SHOWN = 6;

/** [X4] Null a few seconds after it was read: it was one visitor's, and goes with them. */
export const ScanView = z.object({ kind: z.literal('scan'), latest: LatestScan.nullable() });
export type ScanView = z.infer<typeof ScanView>;

export const SlipView = z.object({ kind: z.literal('slip'), appointment: AppointmentId, state: PaperView.shape.state, elsewhere: PaperView.shape.elsewhere });
export type SlipView = z.infer<typeof SlipView>;

/** What there is to come to, in the languages it was written in. */
export const OffersView = z.object({
  kind: z.literal('offers'),
  /** Dates that are not over, soonest first; what was called off is among them. */
  activities: z.array(ShownDate),
});
export type OffersView = z.infer<typeof OffersView>;

/** No floors where the centre has no map. */
export const PlanView = z.object({ kind: z.literal('plan'), floors: z.array(Floor), points: z.array(PlanPoint) });
export type PlanView = z.infer<typeof PlanView>;

/** `screens`: devices that may stand somewhere. */
export const PlanPointsView = z.object({ kind: z.literal('planPoints'), floors: z.array(Floor), points: z.array(PlanPoint), screens: z.array(z.object({ device: DeviceId, name: z.string() })) });
export type PlanPointsView = z.infer<typeof PlanPointsView>;

export const TakeAlongView = z.object({ kind: z.literal('takeAlong'), paper: PaperId, state: PaperView.shape.state, elsewhere: PaperView.shape.elsewhere });
export type TakeAlongView = z.infer<typeof TakeAlongView>;

/** `signup` is null where this station knows of none. */
export const SignupView = z.object({ kind: z.literal('signup'), signup: SignupShown.nullable(), state: PaperView.shape.state, elsewhere: PaperView.shape.elsewhere });
export type SignupView = z.infer<typeof SignupView>;

/** [X3] Label and desk, never a name. */
export const ShownCall = z.object({
  /** Changes with every call, so that a screen chimes once for each. */
  key: z.string(),
  label: Label,
  deskNumber: z.int(),
  at,
});
export type ShownCall = z.infer<typeof ShownCall>;

/** Activities a wall shows at once: what is read across a room. */
export const COMING_SHOWN = 4;

export const DisplayView = z.object({
  kind: z.literal('display'),
  ...House.shape,
  /** The last five calls of today, newest first; the first is the one to show large. */
  calls: z.array(ShownCall).max(5),
  /** What there is to come to next, while nobody is called. */
  coming: z.array(ShownDate.pick({ id: true, date: true, icon: true, name: true, room: true, startsAt: true, endsAt: true, isAllDay: true, isCancelled: true })).max(COMING_SHOWN),
  /** The languages in which calls are said, one after the other; none: they are rung for. */
  spoken: z.array(Language).max(WALL_LANGUAGES),
  /** For whoever takes a turn now, by the letter that stands on it: no service is named [X2]. */
  waits: z.array(z.object({ letter: Letter, wait: ShownWait })).max(8),
});
export type DisplayView = z.infer<typeof DisplayView>;

const ShownVisit = z.object({
  visit: VisitId,
  label: Label,
  service: ServiceId,
  language: Language,
  enteredAt: at,
  /** [X2] For staff alone; null for general. */
  priority: PriorityId.nullable(),
  /** Services still to come, in order. */
  planned: z.array(ServiceId),
  /** How often this leg was called. */
  calls: z.int().min(0),
  /** The time they had booked, where they came for one. */
  bookedAt: at.nullable(),
  /** Nobody at this desk speaks their language, and somebody of the house interprets it. */
  interpreter: z.boolean(),
});

/** Who is at this desk. `free` has nobody; what may be done next follows from the kind alone. */
export const DeskNow = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('free') }),
  /** `mayLetGo`: called as often as the centre asks before it is said that they did not come. */
  ShownVisit.extend({ kind: z.literal('called'), calledAt: at, mayLetGo: z.boolean() }),
  ShownVisit.extend({ kind: z.literal('serving'), calledAt: at, startedAt: at }),
]);
export type DeskNow = z.infer<typeof DeskNow>;

/**
 * Whether the centre's server has been heard from, as the staff window words it. `notEnrolled`: it
 * does not know this device, which goes on alone until somebody enrols it. `disagrees`: it is there
 * and refuses what this station sends, or this station what it gives; a person must look.
 */
export const ServerLink = z.enum(['online', 'offline', 'notEnrolled', 'disagrees', 'revoked']);
export type ServerLink = z.infer<typeof ServerLink>;

/** The link as staff are shown it: a device that is not enrolled may be asking to be, or was refused. */
export const ShownLink = z.discriminatedUnion('kind', [z.object({ kind: ServerLink }), Asking, z.object({ kind: z.literal('refused') })]);
export type ShownLink = z.infer<typeof ShownLink>;

/** Somebody who was being served, and is to come back to a desk. */
const ShownParked = ShownVisit.extend({
  desk: DeskId,
  reason: ParkReason,
  parkedAt: at,
  /** When they are to be back; null where nobody knows. */
  until: at.nullable(),
  /** That time has come. */
  due: z.boolean(),
});

/** Somebody who did not come, or left the queue, and may be brought back. */
const ShownLeft = ShownVisit.extend({ why: z.enum(['noShow', 'visitor', 'staff', 'endOfDay']), endedAt: at });

/** How a desk stands that somebody works at; a break ends at `until`, null where nobody knows. */
const ShownOpen = z.object({
  agent: AgentId.nullable(),
  openedAt: at,
  pause: z.object({ since: at, until: at.nullable() }).nullable(),
  isClosing: z.boolean(),
});

/** More than one day of a centre has. */
export const APPOINTMENTS_SHOWN = 500;

export const AppointmentsView = z.object({
  kind: z.literal('appointments'),
  day: BusinessDay,
  /** By time. */
  appointments: z
    .array(
      z.object({
        appointment: AppointmentId,
        code: AppointmentCode,
        what: z.enum(['booked', 'kept']),
        service: ServiceId,
        at,
        /** `late`: not here, and past the time up to which it lets them in. `over`: they were served, or left. */
        became: z.enum(['awaited', 'late', 'here', 'over', 'noShow']),
        /** Of whoever came for it. */
        label: Label.nullable(),
      }),
    )
    .max(APPOINTMENTS_SHOWN),
});
export type AppointmentsView = z.infer<typeof AppointmentsView>;

/** Of those who may be brought back, the latest. */
export const LEFT_SHOWN = 30;

/** Shared labels shown to staff at once. */
export const SHARED_SHOWN = 5;

/** How a printer was when it last said so. `unknown`: it says nothing of itself. `silent`: it is there, and answers nothing. */
export const PrinterCondition = z.enum(['unknown', 'ready', 'paperLow', 'paperOut', 'coverOpen', 'cutterJam', 'offline', 'fault', 'silent', 'unreachable']);
export type PrinterCondition = z.infer<typeof PrinterCondition>;

/** Whether paper may come out of a printer in this condition: where it says nothing, it may. */
export const MAY_PRINT: Readonly<Record<PrinterCondition, boolean>> = {
  unknown: true, ready: true, paperLow: true, paperOut: false, coverOpen: false, cutterJam: false, offline: false, fault: false, silent: false, unreachable: false,
};

/** What there is on paper. */
export const PaperKind = z.enum(['ticket', 'slip', 'event', 'service', 'test', 'day']);
export type PaperKind = z.infer<typeof PaperKind>;

/** A paper that did not come out, or may not have. Its number, or its code, is good all the same. */
export const PaperTrouble = z.object({
  /** By this staff decide about it. */
  paper: z.int().positive(),
  kind: PaperKind,
  /** What its holder says at the door. */
  title: z.string(),
  state: z.enum(['refused', 'uncertain']),
  at,
  /** What kept it, where that is a printer's to say; `expired`: others were before it for too long. */
  why: z.enum([...PrinterCondition.exclude(['unknown', 'ready', 'paperLow']).options, 'expired']).nullable(),
  /** The printer that may have it; null where none does, or nobody knows. */
  printer: z.string().nullable(),
});
export type PaperTrouble = z.infer<typeof PaperTrouble>;

const ShownPrinter = z.object({ name: z.string(), confirms: z.boolean(), condition: PrinterCondition });

/** Null where it is of fewer than five, or would tell of those. */
const shownCount = z.int().min(0).nullable();

const CountedOpinions = z.object({
  /** Those that anybody said anything of. `name` is null for opinions of no service; a discreet one goes by its other name [X2]. */
  services: z.array(z.object({ name: LocalText.nullable(), good: shownCount, soSo: shownCount, bad: shownCount, all: shownCount })),
  answers: z.array(z.object({ answer: LocalText, count: shownCount })),
});
export type CountedOpinions = z.infer<typeof CountedOpinions>;

const ShownOpinions = z.object({
  question: LocalText.nullable(),
  today: CountedOpinions,
  /** Of the month before today, together: today's are not among them, so that neither tells of the other. */
  before: CountedOpinions,
});
export type ShownOpinions = z.infer<typeof ShownOpinions>;

export const StaffView = z.object({
  kind: z.literal('staff'),
  ...House.shape,
  /** Every desk of the centre, to choose from, and who is there. */
  desks: z.array(
    Desk.pick({ id: true, number: true }).extend({
      now: z.enum(['free', 'called', 'serving']),
      label: Label.nullable(),
      /** Null where nobody works there, as far as anybody said. */
      open: ShownOpen.nullable(),
    }),
  ),
  /** Who may work at desks. Where nobody is named, a desk calls without being opened. */
  agents: z.array(Agent),
  priorities: z.array(ShownPriority),
  services: z.array(Service.pick({ id: true, letter: true, name: true })),
  /** Whether the centre takes people at a booked time. */
  takesAppointments: z.boolean(),
  /** Null where the desk asked for is not one of the centre's. */
  desk: Desk.nullable(),
  now: DeskNow,
  /** What `desk.undo` would take back at this desk now. */
  undo: z.object({ act: z.enum([...UNDOABLE, 'leg.called']), visit: VisitId, label: Label }).nullable(),
  /**
   * [C2] This desk's last call, where another desk had called that ticket first; null once this
   * desk calls again. `by` is null where that desk is no longer one of the centre's.
   */
  lostCall: z.object({ label: Label, by: z.int().nullable() }).nullable(),
  /** Screens at which somebody wishes that a person come, the longest first. `place` is null where nobody named that device. */
  helps: z.array(z.object({ help: HelpId, place: z.string().nullable(), language: Language, at })).max(HELPS_SHOWN),
  /** [J11] Labels that more than one person holds today, some of them not finished yet; newest first. */
  sharedLabels: z.array(z.object({ label: Label, holders: z.int().min(2) })).max(SHARED_SHOWN),
  /** In the order this desk would call them; the first is next. At most `WAITING_SHOWN`. */
  waiting: z.array(ShownVisit.extend({ wait: ShownWait.nullable() })),
  /** Of the whole centre, those due first. */
  parked: z.array(ShownParked),
  /** Today's, of the whole centre, the latest first. */
  left: z.array(ShownLeft).max(LEFT_SHOWN),
  /** How many wait for this desk in all. */
  waitingCount: z.int(),
  /** Waiting now, for each service of the centre that anybody waits for. */
  waitingByService: z.array(z.object({ service: ServiceId, count: z.int() })),
  today: z.object({
    issued: z.int(),
    finished: z.int(),
    noShow: z.int(),
    medianWaitMs: z.number().nullable(),
    /** [Q5] How far from what they were told at the ticket those waited who were called; null where nobody was told. */
    said: z.object({ tickets: z.int().positive(), medianMin: z.int().nonnegative(), p90Min: z.int().nonnegative(), withinPercent: z.int().min(0).max(100) }).nullable(),
  }),
  /** [Q7] What visitors of today thought, as it may be shown; null where the centre does not ask. */
  opinions: ShownOpinions.nullable(),
  link: ShownLink,
  /** [P2] What this station prints on, in its order. One that can't confirm that a paper came out is labelled so. */
  printers: z.array(ShownPrinter).min(1).max(2),
  /** [V1] What a coordinator wrote is seen on this device's screens and not heard: it has no voice for it. */
  isSilent: z.boolean(),
  /** [E11] Walls of this device that have painted nothing for a while: what they show may be old. */
  stillWalls: z.int().min(0),
  /** Newest first. */
  paperTroubles: z.array(PaperTrouble).max(5),
});
export type StaffView = z.infer<typeof StaffView>;

export const WAITING_SHOWN = 50;

export const View = z.discriminatedUnion('kind', [VisitorView, PaperView, TurnView, ScanView, HelpView, VoiceView, SlipView, OffersView, DirectoryView, FoundView, ServiceView, PageVoiceView, ShelfView, RecordView, NamesView, FileView, ScheduleView, SeriesView, PlansView, RollView, SignupView, PlanView, PlanPointsView, TakeAlongView, DisplayView, StaffView, AppointmentsView, ExplainView, PastCallsView, PastCallView, JoiningView]);
export type View = z.infer<typeof View>;
export type ViewOf<K extends View['kind']> = Extract<View, { kind: K }>;
