/** What a screen may ask of a station, who may ask it, and what comes back. */
import { z } from 'zod';
import { Language } from '../domain/centre.ts';
import { AnswerNo, AppointmentCode, Face, ParkReason } from '../domain/entries/happenings.ts';
import { DirectoryRecord, RecordId, RecordKey } from '../domain/directory/record.ts';
import { AgentId, AppointmentId, CommandId, DeskId, FileId, HelpId, NoticeId, OfferId, PaperId, PriorityId, SeriesId, ServiceId, SignupId, VisitId } from '../domain/ids.ts';
import { Label } from '../domain/label.ts';
import { NoticeSays } from '../domain/notice/notice.ts';
import { PlanPoints } from '../domain/plan/plan.ts';
import { LocalTime } from '../domain/events/local.ts';
import { Series } from '../domain/events/series.ts';
import { NAME_LETTERS, Party, SignupCode } from '../domain/events/signup.ts';
import { Pictures } from '../domain/pictures.ts';
import { RefusalKind } from './refusals.ts';
import { CodeOrId } from './scans.ts';
import { ScanTold, SERIES_AT_ONCE, ShownAtDoor, SignupShown, SignupStanding } from './activities.ts';
import { FILE_PIECES, PIECE_LETTERS } from './directory.ts';

/** How far a screen is trusted. Each has a preload of its own and a socket path of its own. */
export const Trust = z.enum(['visitor', 'display', 'staff']);
export type Trust = z.infer<typeof Trust>;

/** Every command carries an id its screen made: repeated, it adds nothing and gets the same reply [J18]. */
const id = CommandId;
const ofDesk = { id, desk: DeskId };
const atDesk = { ...ofDesk, visit: VisitId };
const ofVisit = { id, visit: VisitId };

/** Rows of one import. */
export const IMPORT_ROWS = 100;

/** More than this many who are alike say nothing to anybody. */
export const FOUND_SHOWN = 4;

const at = z.number().int().nonnegative();

/** No break and no errand is planned for longer. Minutes. */
const minutes = z.int().min(1).max(480).nullable();

/** Services of one visit after its first. */
const planned = z.array(ServiceId).max(8);

/**
 * Where in the queue of its service somebody waits on: where they were, before or after everybody,
 * or after so many others.
 */
export const Place = z.union([z.enum(['same', 'first', 'end']), z.strictObject({ after: z.int().min(1).max(99) })]);
export type Place = z.infer<typeof Place>;

/** Where a transferred visit waits: as long as it has been in the house, after everybody, or before. */
export const TransferPlace = z.enum(['byArrival', 'end', 'first']);
export type TransferPlace = z.infer<typeof TransferPlace>;

export const Command = z.discriminatedUnion('kind', [
  /**
   * Staff give a turn like a visitor, and outside a service's hours too. A visitor says a
   * priority only where the centre lets visitors. `appointment`: for the time or the place that was
   * kept, with the pictures that were chosen for a place.
   */
  z.strictObject({
    kind: z.literal('ticket.issue'),
    id,
    service: ServiceId,
    language: Language,
    planned: planned.optional(),
    priority: PriorityId.optional(),
    appointment: AppointmentId.optional(),
    pictures: Pictures.optional(),
  }),
  /** Somebody lost their paper: which of those who are here have this service and these pictures? Changes nothing. */
  z.strictObject({ kind: z.literal('ticket.find'), id, service: ServiceId, pictures: Pictures }),
  /** The paper of somebody who is here, once more, marked as a copy. */
  z.strictObject({ kind: z.literal('ticket.reprint'), ...ofVisit }),
  /** Somebody has a code, or a paper: is it an appointment, a place that was kept, a turn of today? Changes nothing. */
  z.strictObject({ kind: z.literal('paper.find'), id, by: CodeOrId }),
  z.strictObject({ kind: z.literal('appointment.book'), id, service: ServiceId, at }),
  /** `uid` is its name in the program it comes from: the same one is the same appointment. All rows, or none. */
  z.strictObject({ kind: z.literal('appointment.import'), id, rows: z.array(z.strictObject({ uid: z.string().min(1).max(255), service: ServiceId, at })).min(1).max(IMPORT_ROWS) }),
  z.strictObject({ kind: z.literal('appointment.cancel'), id, appointment: AppointmentId }),
  /** There is no turn left today: a place is kept for the next day that has any. */
  z.strictObject({ kind: z.literal('place.keep'), id, service: ServiceId, language: Language, pictures: Pictures }),
  /** How a visit went, said of no visit in particular; null where nothing was chosen. */
  z.strictObject({ kind: z.literal('opinion.give'), id, face: Face, service: ServiceId.nullable(), answer: AnswerNo.nullable() }),
  z.strictObject({ kind: z.literal('desk.callNext'), ...ofDesk }),
  /** Somebody who waits or is parked, by choice and not in turn. */
  z.strictObject({ kind: z.literal('desk.call'), ...atDesk }),
  z.strictObject({ kind: z.literal('desk.recall'), ...atDesk }),
  z.strictObject({ kind: z.literal('desk.start'), ...atDesk }),
  z.strictObject({ kind: z.literal('desk.finish'), ...atDesk }),
  z.strictObject({ kind: z.literal('desk.noShow'), ...atDesk }),
  z.strictObject({ kind: z.literal('desk.putBack'), ...atDesk, place: Place }),
  /** `minutes` until the visitor is to be back; null where nobody knows. */
  z.strictObject({ kind: z.literal('desk.park'), ...atDesk, reason: ParkReason, minutes }),
  /** On to a service, at any desk that serves it or at one alone; afterwards back to this desk, or not. */
  z.strictObject({ kind: z.literal('desk.transfer'), ...atDesk, to: z.strictObject({ service: ServiceId, desk: DeskId.nullable() }), place: TransferPlace, comesBack: z.boolean() }),
  /** Takes back the last thing done with this visit, if this desk did it, or no desk; a call too. */
  z.strictObject({ kind: z.literal('desk.undo'), ...atDesk }),
  /** `takeOver`: also where somebody else works there, or this agent elsewhere; whom they have waits on. */
  z.strictObject({ kind: z.literal('desk.open'), ...ofDesk, agent: AgentId.nullable(), takeOver: z.boolean() }),
  /** It calls nobody any more, and finishes with whom it has. */
  z.strictObject({ kind: z.literal('desk.closing'), ...ofDesk }),
  /** `forced`: also where somebody stands there, who waits on. */
  z.strictObject({ kind: z.literal('desk.close'), ...ofDesk, forced: z.boolean() }),
  /** `minutes` a break is to last; null where nobody knows. */
  z.strictObject({ kind: z.literal('desk.pause'), ...ofDesk, minutes }),
  z.strictObject({ kind: z.literal('desk.resume'), ...ofDesk }),
  /** Somebody leaves the queue. Whoever holds the opaque id may say so. */
  z.strictObject({ kind: z.literal('visit.cancel'), ...ofVisit }),
  z.strictObject({ kind: z.literal('visit.bringBack'), ...ofVisit, place: Place }),
  /** Null takes the priority away. */
  z.strictObject({ kind: z.literal('visit.mark'), ...ofVisit, priority: PriorityId.nullable() }),
  /** The services still to come, in the place of those that were. */
  z.strictObject({ kind: z.literal('visit.plan'), ...ofVisit, services: planned }),
  /** Somebody at this screen wishes that a person come. While it rings already, it is the same call. */
  z.strictObject({ kind: z.literal('help.ask'), id, language: Language }),
  /** Somebody who works here goes. */
  z.strictObject({ kind: z.literal('help.answer'), id, help: HelpId }),
  /** Nobody is needed any more. Whoever holds the opaque id may say so. */
  z.strictObject({ kind: z.literal('help.end'), id, help: HelpId }),
  /** Whoever waits goes home; desks close, those with somebody once they have finished. */
  z.strictObject({ kind: z.literal('day.end'), id }),
  /**
   * Of a paper that did not come out, or may not have: it came out after all, is printed again (as a
   * copy, where the first may be in somebody's hands), or nobody needs it any more. Decided once.
   */
  z.strictObject({ kind: z.literal('paper.settle'), id, paper: z.int().positive(), how: z.enum(['cameOut', 'again', 'discarded']) }),
  /** A page that is nobody's turn, on one of this device's printers, in their order from 0. */
  z.strictObject({ kind: z.literal('paper.test'), id, printer: z.int().min(0).max(1), language: Language }),
  /** How today went so far, on paper; small figures hidden [Q7]. Changes nothing. `language` is that of whoever reads it. */
  z.strictObject({ kind: z.literal('paper.day'), id, language: Language }),
  /** Where a service to find is, or an activity, on paper to take along. Nothing of whoever asks is kept. */
  z.strictObject({ kind: z.literal('offer.print'), id, offer: z.union([RecordId, OfferId]), /** Of an activity: which date; the next where none is said. */ date: LocalTime.exactOptional(), language: Language }),
  /** What stands there of this service is wrong, says whoever stands there. Nothing of them is kept. */
  z.strictObject({ kind: z.literal('directory.doubt'), id, service: RecordId }),
  /** A record as it is to be from now on. */
  z.strictObject({ kind: z.literal('directory.put'), id, record: DirectoryRecord }),
  z.strictObject({ kind: z.literal('directory.drop'), id, record: RecordKey }),
  /** The nth piece, from 0, of a file that is to be looked at: base64. With its last one the station begins to. */
  z.strictObject({ kind: z.literal('directory.carry'), id, file: FileId, name: z.string().min(1).max(200), n: z.int().min(0).max(FILE_PIECES - 1), of: z.int().min(1).max(FILE_PIECES), piece: z.string().max(PIECE_LETTERS) }),
  /** Brings in a file that was looked at: its good rows, or all of it and only where all are good. `drops`: and takes away what it does not have. */
  z.strictObject({ kind: z.literal('directory.bring'), id, file: FileId, rows: z.enum(['good', 'all']), drops: z.boolean() }),
  /** Nobody needs that file any more. */
  z.strictObject({ kind: z.literal('directory.letGo'), id, file: FileId }),
  /** Writes the whole directory into a file, to be fetched. */
  z.strictObject({ kind: z.literal('directory.export'), id, file: FileId, form: z.enum(['json', 'csv']) }),
  /** The nth piece, from 0, of a file that was written. Changes nothing. */
  z.strictObject({ kind: z.literal('directory.fetch'), id, file: FileId, n: z.int().min(0).max(FILE_PIECES - 1) }),
  /** Plans of dates as they are to be from now on: all of them, or none. */
  z.strictObject({ kind: z.literal('series.put'), id, series: z.array(Series).min(1).max(SERIES_AT_ONCE) }),
  z.strictObject({ kind: z.literal('series.drop'), id, series: SeriesId }),
  /**
   * [X5] A party signs up for a date, with what they wish to be called and a telephone for word, if
   * they like. `consent` is which words of the notice they agreed to; they leave nothing without it.
   */
  z.strictObject({
    kind: z.literal('signup.make'),
    id,
    series: SeriesId,
    date: LocalTime,
    party: Party,
    language: Language,
    answers: z.array(z.int().min(0).max(3).nullable()).max(2),
    name: z.string().trim().min(1).max(NAME_LETTERS).nullable(),
    phone: z.string().trim().min(1).max(24).nullable(),
    consent: z.int().min(1).nullable(),
  }),
  /** Somebody has the code of a signup, or its paper: how does it stand? Changes nothing. */
  z.strictObject({ kind: z.literal('signup.find'), id, by: z.union([z.strictObject({ code: SignupCode }), z.strictObject({ id: SignupId })]) }),
  z.strictObject({ kind: z.literal('signup.cancel'), id, signup: SignupId }),
  /** [X5] «Borrar mis datos». */
  z.strictObject({ kind: z.literal('signup.forget'), id, signup: SignupId }),
  /** Whoever got a place from the waiting list says that they come. */
  z.strictObject({ kind: z.literal('signup.accept'), id, signup: SignupId }),
  /** Its paper, once more, marked as a copy. */
  z.strictObject({ kind: z.literal('signup.reprint'), id, signup: SignupId }),
  /** So many of a party came; null: people who had not signed up. Said again, the last holds. */
  z.strictObject({ kind: z.literal('attendance.note'), id, of: SignupId.nullable(), series: SeriesId, date: LocalTime, people: z.int().min(0).max(20) }),
  /** [E4] Somebody at the door of that date shows their paper, or says its code: they are counted, or it is told why not. */
  z.strictObject({ kind: z.literal('attendance.scan'), id, series: SeriesId, date: LocalTime, by: ShownAtDoor }),
  /** All the points of the house's map, in the place of those that were. */
  z.strictObject({ kind: z.literal('plan.point'), id, points: PlanPoints }),
  /** All screens of the house say this, and nothing else. */
  z.strictObject({ kind: z.literal('notice.raise'), id, says: NoticeSays }),
  z.strictObject({ kind: z.literal('notice.end'), id, notice: NoticeId }),
  /** A person at this device wants it in although it was refused, or put out. Done twice, it is done once. */
  z.strictObject({ kind: z.literal('device.askAgain'), id }),
]);
export type Command = z.infer<typeof Command>;

/** What only asks: nothing is written, nothing is remembered. */
export type AskCommand = Extract<Command, { kind: 'ticket.find' | 'paper.find' }>;

/** What is done about this device's own papers. */
export type PaperCommand = Extract<Command, { kind: 'paper.settle' | 'paper.test' | 'paper.day' | 'offer.print' }>;

/** What is done about the directory. */
export type DirectoryCommand = Extract<Command, { kind: `directory.${string}` }>;

/** What is done about activities. */
export type ActivityCommand = Extract<Command, { kind: `series.${string}` | `signup.${string}` | `attendance.${string}` }>;

/** What is done at the queue; the rest asks, or is about the device itself. */
export type QueueCommand = Exclude<Command, AskCommand | PaperCommand | DirectoryCommand | ActivityCommand | { kind: 'device.askAgain' }>;

/** [W1] Least privilege: a display can ask for nothing at all. */
export const MAY_CALL: Record<Trust, readonly Command['kind'][]> = {
  visitor: ['ticket.issue', 'ticket.find', 'ticket.reprint', 'paper.find', 'place.keep', 'visit.cancel', 'offer.print', 'signup.make', 'signup.find', 'signup.cancel', 'signup.forget', 'signup.reprint', 'directory.doubt', 'help.ask', 'help.end', 'opinion.give'],
  display: [],
  staff: Command.options.map(({ shape }) => shape.kind.value),
};

/** What came of a command that was done. */
export const Outcome = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('issued'),
    visit: VisitId,
    label: Label,
    service: ServiceId,
    /** People waiting for the same service before this one. */
    ahead: z.int().min(0),
  }),
  z.object({ kind: z.literal('called'), visit: VisitId, label: Label }),
  z.object({ kind: z.literal('moved'), visit: VisitId }),
  /** A desk opened, closed or went on a break. */
  z.object({ kind: z.literal('deskChanged'), desk: DeskId }),
  z.object({ kind: z.literal('dayEnded'), cancelled: z.int().min(0) }),
  z.object({ kind: z.literal('askedAgain') }),
  /** A person is being called, was found, or is needed no more. */
  z.object({ kind: z.literal('help'), help: HelpId }),
  z.object({ kind: z.literal('opinionGiven') }),
  /** `from` and `until` are when it lets somebody in; null for the whole day. `kept` asks for pictures. */
  z.object({
    kind: z.literal('appointment'),
    appointment: AppointmentId,
    what: z.enum(['booked', 'kept']),
    service: ServiceId,
    at,
    now: z.enum(['ready', 'early', 'late', 'arrived']),
    from: at,
    until: at.nullable(),
  }),
  /** A time, or a place, is kept: this is what its holder says at the door. */
  z.object({ kind: z.literal('kept'), appointment: AppointmentId, code: AppointmentCode, service: ServiceId, at }),
  z.object({ kind: z.literal('imported'), added: z.int().min(0), changed: z.int().min(0), same: z.int().min(0) }),
  z.object({ kind: z.literal('unbooked'), appointment: AppointmentId }),
  /** Who is here with that service and those pictures, and nobody is ever told apart by more; or whose paper that is. */
  z.object({ kind: z.literal('found'), tickets: z.array(z.object({ visit: VisitId, label: Label, service: ServiceId })).min(1).max(FOUND_SHOWN) }),
  z.object({ kind: z.literal('reprinting'), visit: VisitId }),
  z.object({ kind: z.literal('paperSettled'), paper: z.int().positive() }),
  z.object({ kind: z.literal('testing'), printer: z.int().min(0) }),
  /** How the day went is on its way to paper. */
  z.object({ kind: z.literal('dayPrinting') }),
  /** The directory is as it was to be. */
  z.object({ kind: z.literal('directoryChanged') }),
  z.object({ kind: z.literal('doubted') }),
  /** The points of the map stand as they were to. */
  z.object({ kind: z.literal('pointed') }),
  /** Plans of dates stand as they were to. */
  z.object({ kind: z.literal('planned') }),
  /** A party has a place, or waits for one: what its holder says at the door. */
  z.object({ kind: z.literal('signedUp'), signup: SignupId, code: SignupCode, stands: SignupStanding }),
  z.object({ kind: z.literal('signupFound'), signup: SignupShown }),
  z.object({ kind: z.literal('signupChanged'), signup: SignupId }),
  /** So many came. */
  z.object({ kind: z.literal('noted'), of: SignupId, people: z.int().min(0) }),
  z.object({ kind: z.literal('scanned'), told: ScanTold }),
  /** All screens say it, or none does any more. */
  z.object({ kind: z.literal('noticed') }),
  /** A piece came in, or work on a file began: the view of it says how it goes. */
  z.object({ kind: z.literal('fileTaken'), file: FileId }),
  z.object({ kind: z.literal('piece'), piece: z.string(), n: z.int().min(0), of: z.int().min(1) }),
  /** A paper to take along is on its way: what becomes of it is asked by this. */
  z.object({ kind: z.literal('takingAlong'), paper: PaperId }),
]);
export type Outcome = z.infer<typeof Outcome>;

export const Reply = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done'), outcome: Outcome }),
  z.object({ kind: z.literal('refused'), why: RefusalKind }),
]);
export type Reply = z.infer<typeof Reply>;
