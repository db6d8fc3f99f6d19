/**
 * A state being folded, and what a reducer may do to it. Each collection is copied once, on its
 * first write, so that folding a whole day costs what it writes and not what it holds.
 */
import type { Envelope, EntryId } from '../entries/entry.ts';
import { daysAfter, type BusinessDay, type EpochMs } from '../clock.ts';
import type { RecordId, RecordKey } from '../directory/record.ts';
import type { Series } from '../events/series.ts';
import { dateName } from '../events/signup.ts';
import type { AppointmentId, DeskId, DeviceId, HelpId, SeatLeaseId, SeriesId, SignupId, VisitId } from '../ids.ts';
import type { Label } from '../label.ts';
import { stepOf, type LegActed } from './legs.ts';
import { NO_NUMBERS, type Block, type DayNumbers } from './numbers.ts';
import { CALLS_KEPT, SHARED_LABELS_KEPT, OPINION_DAYS, TURNS_KEPT, type Appointment, type Arriving, type Attendance, type Call, type CentreState, type Claim, type DateTally, type Device, type Help, type OpenDesk, type Opinion, type Run, type SeatLease, type Signup, type Turns, type Unused, type Visit } from './state.ts';
import { VisitsInHand, type Visits } from './visits.ts';

/** Told of what a fold takes out of memory, for whoever keeps history. */
export interface History {
  /** This visit's day is over; this is how it ended. */
  readonly left: (visit: Visit) => void;
  /** [J17] An entry came for a visit that is not, or no more, in memory. */
  readonly late: (visit: VisitId) => void;
}

/** What of an entry tells which run of which journal it is of. */
type RunEntry = Pick<Envelope, 'bootId' | 'device' | 'epoch' | 'seq' | 'businessDay'>;

/** Names one process's run of a device's journal of one epoch. */
export function runNameOf(bootId: string, { device, epoch }: Pick<EntryId, 'device' | 'epoch'>): string {
  return `${bootId} ${device} ${epoch}`;
}

export class Draft implements CentreState {
  readonly history: History | undefined;
  readonly #before: CentreState;
  readonly #visits: VisitsInHand;
  readonly #days = new Map<BusinessDay, { given: Map<string, number>; blocks: Block[]; leasedTo: number }>();
  #calls: Call[] | undefined;
  #unused: Map<Unused, number> | undefined;
  centre: CentreState['centre'];
  generation: number;
  owner: CentreState['owner'];
  reducers: number;
  devices: CentreState['devices'];
  closedThrough: BusinessDay | undefined;
  numbers: CentreState['numbers'];
  claims: CentreState['claims'];
  desks: CentreState['desks'];
  points: CentreState['points'];
  notice: CentreState['notice'];
  #appointments: Map<AppointmentId, Appointment> | undefined;
  #helps: Map<HelpId, Help> | undefined;
  #opinions: Map<BusinessDay, Opinion[]> | undefined;
  #directory: Map<RecordKey, EntryId> | undefined;
  #arriving: Map<DeviceId, Arriving> | undefined;
  #doubts: Map<RecordId, number> | undefined;
  #series: Map<SeriesId, Series> | undefined;
  #signups: Map<SignupId, Signup> | undefined;
  #seatLeases: Map<SeatLeaseId, SeatLease> | undefined;
  #attendance: Map<SignupId, Attendance> | undefined;
  #tallies: Map<string, DateTally> | undefined;
  #turns: Map<DeskId, Turns> | undefined;
  #runs: Map<string, Run> | undefined;
  #lastOfRun: RunEntry | undefined;
  #repeats: Map<string, BusinessDay> | undefined;
  sharedLabels: CentreState['sharedLabels'];

  constructor(before: CentreState, history: History | undefined) {
    this.#before = before;
    this.history = history;
    this.centre = before.centre;
    this.generation = before.generation;
    this.owner = before.owner;
    this.reducers = before.reducers;
    this.devices = before.devices;
    this.closedThrough = before.closedThrough;
    this.#visits = new VisitsInHand(before.visits);
    this.numbers = before.numbers;
    this.claims = before.claims;
    this.desks = before.desks;
    this.points = before.points;
    this.notice = before.notice;
    this.sharedLabels = before.sharedLabels;
  }

  get visits(): Visits {
    return this.#visits.now;
  }

  get calls(): readonly Call[] {
    return this.#calls ?? this.#before.calls;
  }

  get appointments(): ReadonlyMap<AppointmentId, Appointment> {
    return this.#appointments ?? this.#before.appointments;
  }

  get helps(): ReadonlyMap<HelpId, Help> {
    return this.#helps ?? this.#before.helps;
  }

  get opinions(): ReadonlyMap<BusinessDay, readonly Opinion[]> {
    return this.#opinions ?? this.#before.opinions;
  }

  get directory(): ReadonlyMap<RecordKey, EntryId> {
    return this.#directory ?? this.#before.directory;
  }

  get arriving(): ReadonlyMap<DeviceId, Arriving> {
    return this.#arriving ?? this.#before.arriving;
  }

  get doubts(): ReadonlyMap<RecordId, number> {
    return this.#doubts ?? this.#before.doubts;
  }

  get series(): ReadonlyMap<SeriesId, Series> {
    return this.#series ?? this.#before.series;
  }

  get signups(): ReadonlyMap<SignupId, Signup> {
    return this.#signups ?? this.#before.signups;
  }

  get seatLeases(): ReadonlyMap<SeatLeaseId, SeatLease> {
    return this.#seatLeases ?? this.#before.seatLeases;
  }

  get attendance(): ReadonlyMap<SignupId, Attendance> {
    return this.#attendance ?? this.#before.attendance;
  }

  get tallies(): ReadonlyMap<string, DateTally> {
    return this.#tallies ?? this.#before.tallies;
  }

  get turns(): ReadonlyMap<DeskId, Turns> {
    return this.#turns ?? this.#before.turns;
  }

  get runs(): ReadonlyMap<string, Run> {
    this.#keepRun();
    return this.#runs ?? this.#before.runs;
  }

  get repeats(): ReadonlyMap<string, BusinessDay> {
    return this.#repeats ?? this.#before.repeats;
  }

  get unused(): ReadonlyMap<Unused, number> {
    return this.#unused ?? this.#before.unused;
  }

  isClosed(day: BusinessDay): boolean {
    return this.closedThrough !== undefined && day <= this.closedThrough;
  }

  /** In the place of the one with its id, or after all others. */
  putVisit(visit: Visit): void {
    this.#visits.put(visit);
  }

  /** [C2] A call that came second, or what its desk did after it; anything else changes nothing. */
  duplicate(visit: Visit, act: LegActed, at: EpochMs): void {
    const { leg } = act.payload;
    if (act.type === 'leg.called') {
      const { desk, callNo } = act.payload;
      const won = 'callNo' in visit.leg && visit.leg.desk === desk && visit.leg.callNo === callNo;
      if (won) return this.countUnused('superseded');
      this.putVisit({ ...visit, duplicates: [...visit.duplicates, { leg, kind: 'called', desk, callNo, calledAt: at }] });
      return;
    }
    // A call that lost can be served to its end, and no further.
    if (act.type !== 'leg.started' && act.type !== 'leg.finished' && act.type !== 'leg.noShow') return this.countUnused('superseded');
    const { type, payload: { desk, callNo } } = act;
    const index = visit.duplicates.findIndex((call) => call.leg === leg && stepOf(type, call, desk, callNo, at) !== undefined);
    const call = visit.duplicates[index];
    const step = call && stepOf(type, call, desk, callNo, at);
    if (!step) return this.countUnused('superseded');
    this.putVisit({ ...visit, duplicates: visit.duplicates.with(index, { leg, ...step }) });
  }

  noteSharedLabel(visit: VisitId, day: BusinessDay, label: Label): void {
    const isSame = (other: Visit): boolean =>
      other.day === day && other.label.number === label.number && other.label.letter === label.letter && other.label.lane === label.lane;
    const other = this.visits.find((known): known is Visit => isSame(known));
    if (!other) return;
    this.sharedLabels = [{ day, label, visits: [other.id, visit] as const }, ...this.sharedLabels].slice(0, SHARED_LABELS_KEPT);
  }

  raiseGiven(day: BusinessDay, run: string, number: number): void {
    const { given } = this.#dayToWrite(day);
    given.set(run, Math.max(number, given.get(run) ?? 0));
  }

  addBlock(day: BusinessDay, block: Block): void {
    const numbers = this.#dayToWrite(day);
    numbers.blocks.push(block);
    numbers.leasedTo = block.to;
  }

  burnBlocks(device: DeviceId): void {
    for (const [day, { blocks }] of this.numbers) {
      if (!blocks.some((block) => block.device === device)) continue;
      const numbers = this.#dayToWrite(day);
      numbers.blocks = numbers.blocks.filter((block) => block.device !== device);
    }
  }

  setDevice(id: DeviceId, device: Device): void {
    this.devices = new Map(this.devices).set(id, device);
  }

  setClaim(claim: Claim): void {
    this.claims = new Map(this.claims).set(claim.visit, claim);
  }

  endClaim(visit: VisitId): void {
    if (!this.claims.has(visit)) return;
    const claims = new Map(this.claims);
    claims.delete(visit);
    this.claims = claims;
  }

  openDesk(id: DeskId, desk: OpenDesk): void {
    const others = [...this.desks].filter(([other, { agent }]) => other !== id && (agent === null || agent !== desk.agent));
    this.desks = new Map([...others, [id, desk]]);
  }

  /** Changes a desk that is open. @returns whether it is. */
  changeDesk(id: DeskId, change: (desk: OpenDesk) => OpenDesk): boolean {
    const desk = this.desks.get(id);
    if (!desk) return false;
    this.desks = new Map(this.desks).set(id, change(desk));
    return true;
  }

  closeDesk(id: DeskId): boolean {
    const desks = new Map(this.desks);
    const was = desks.delete(id);
    this.desks = desks;
    return was;
  }

  putAppointment(appointment: Appointment): void {
    this.#appointments ??= new Map(this.#before.appointments);
    this.#appointments.set(appointment.id, appointment);
  }

  dropAppointment(id: AppointmentId): void {
    this.#appointments ??= new Map(this.#before.appointments);
    this.#appointments.delete(id);
  }

  putHelp(help: Help): void {
    this.#helps ??= new Map(this.#before.helps);
    this.#helps.set(help.id, help);
  }

  addOpinion(day: BusinessDay, opinion: Opinion): void {
    const opinions = this.#opinionsToWrite();
    const ofDay = opinions.get(day);
    if (ofDay) ofDay.push(opinion);
    else opinions.set(day, [opinion]);
  }

  /** The centre asks something else: what was answered before is no answer to it. */
  forgetAnswers(): void {
    for (const [day, given] of this.#opinionsToWrite()) this.#opinions?.set(day, given.map((each) => ({ ...each, answer: null })));
  }

  #opinionsToWrite(): Map<BusinessDay, Opinion[]> {
    this.#opinions ??= new Map([...this.#before.opinions].map(([day, given]) => [day, [...given]]));
    return this.#opinions;
  }

  /** A whole change of the directory. Whoever said that a record was wrong is answered by its being written anew. */
  changeDirectory({ written, dropped }: Pick<Arriving, 'written' | 'dropped'>): void {
    this.#directory ??= new Map(this.#before.directory);
    for (const key of dropped) this.#forgetRecord(key);
    for (const [entry, keys] of written) {
      for (const key of keys) {
        // Behind, and not in its old place: those of one entry stand together, and are written down so.
        this.#forgetRecord(key);
        this.#directory.set(key, entry);
      }
    }
  }

  #forgetRecord(key: RecordKey): void {
    this.#directory?.delete(key);
    const [kind, id] = key.split('/') as [string, RecordId];
    if (kind !== 'service' || !this.doubts.has(id)) return;
    this.#doubts ??= new Map(this.#before.doubts);
    this.#doubts.delete(id);
  }

  /** What a device has begun to write; undefined where it is whole, or begun anew. */
  setArriving(device: DeviceId, arriving: Arriving | undefined): void {
    if (!arriving && !this.arriving.has(device)) return;
    this.#arriving ??= new Map(this.#before.arriving);
    if (arriving) this.#arriving.set(device, arriving);
    else this.#arriving.delete(device);
  }

  doubt(service: RecordId): void {
    this.#doubts ??= new Map(this.#before.doubts);
    this.#doubts.set(service, (this.#doubts.get(service) ?? 0) + 1);
  }

  putSeries(series: Series): void {
    this.#series ??= new Map(this.#before.series);
    this.#series.set(series.id, series);
  }

  /** @returns whether it was there. */
  dropSeries(id: SeriesId): boolean {
    this.#series ??= new Map(this.#before.series);
    return this.#series.delete(id);
  }

  putSignup(signup: Signup): void {
    this.#signups ??= new Map(this.#before.signups);
    this.#signups.set(signup.id, signup);
  }

  putSeatLease(lease: SeatLease): void {
    this.#seatLeases ??= new Map(this.#before.seatLeases);
    this.#seatLeases.set(lease.id, lease);
  }

  /** @returns whether it was there. */
  dropSeatLease(id: SeatLeaseId): boolean {
    this.#seatLeases ??= new Map(this.#before.seatLeases);
    return this.#seatLeases.delete(id);
  }

  noteAttendance(of: SignupId, attendance: Attendance): void {
    this.#attendance ??= new Map(this.#before.attendance);
    this.#attendance.set(of, attendance);
  }

  /** [X5] A date's people go, how many they were stays. */
  tally(tally: DateTally): void {
    const name = dateName(tally);
    this.#tallies ??= new Map(this.#before.tallies);
    this.#tallies.set(name, tally);
    const others = <Id, Each extends { readonly series: SeriesId; readonly date: DateTally['date'] }>(all: ReadonlyMap<Id, Each>): Map<Id, Each> => new Map([...all].filter(([, each]) => dateName(each) !== name));
    this.#signups = others(this.signups);
    this.#seatLeases = others(this.seatLeases);
    this.#attendance = others(this.attendance);
  }

  /** Notes whom a desk called. */
  addTurn(id: DeskId, day: BusinessDay, preferential: boolean): void {
    const known = this.turns.get(id);
    const before = known?.day === day ? known.preferential : [];
    this.#turns ??= new Map(this.#before.turns);
    this.#turns.set(id, { day, preferential: [preferential, ...before].slice(0, TURNS_KEPT) });
  }

  /** [J11] An entry is in the order, be it of use or not. Many in a row are of one run, which is written down once. */
  noteRun(entry: RunEntry): void {
    const { device, epoch, bootId } = entry;
    const last = this.#lastOfRun;
    if (last && (last.bootId !== bootId || last.device !== device || last.epoch !== epoch)) this.#keepRun();
    this.#lastOfRun = entry;
  }

  #keepRun(): void {
    const last = this.#lastOfRun;
    if (!last) return;
    this.#lastOfRun = undefined;
    this.#runs ??= new Map(this.#before.runs);
    this.#runs.set(runNameOf(last.bootId, last), { seq: last.seq, day: last.businessDay });
  }

  /** … and so it is under this name too. */
  noteRepeat(entry: string, day: BusinessDay): void {
    this.#repeats ??= new Map(this.#before.repeats);
    this.#repeats.set(entry, day);
  }

  closeThrough(day: BusinessDay): void {
    this.closedThrough = day;
    const { history } = this;
    if (history) for (const visit of this.visits.values()) if (visit.day <= day) history.left(visit);
    this.#visits.drop((visit) => visit.day <= day);
    this.numbers = new Map([...this.numbers].filter(([other]) => other > day));
    this.claims = new Map([...this.claims].filter(([visit]) => this.visits.has(visit)));
    this.sharedLabels = this.sharedLabels.filter((shared) => shared.day > day);
    this.#calls = this.calls.filter((call) => call.day > day);
    this.#runs = new Map([...this.runs].filter(([, run]) => run.day > day));
    this.#repeats = new Map([...this.repeats].filter(([, on]) => on > day));
    this.#turns = new Map([...this.turns].filter(([, turns]) => turns.day > day));
    const opinionsFrom = daysAfter(day, -OPINION_DAYS);
    this.#opinions = new Map([...this.opinions].filter(([on]) => on > opinionsFrom).map(([on, given]) => [on, [...given]]));
    this.#appointments = new Map([...this.appointments].filter(([, appointment]) => appointment.day > day));
    this.#helps = new Map([...this.helps].filter(([, help]) => help.day > day));
  }

  addCall(call: Call): void {
    this.#calls ??= [...this.#before.calls];
    this.#calls.unshift(call);
    if (this.#calls.length > CALLS_KEPT) this.#calls.pop();
  }

  countUnused(why: Unused): void {
    this.#unused ??= new Map(this.#before.unused);
    this.#unused.set(why, (this.#unused.get(why) ?? 0) + 1);
  }

  close(): CentreState {
    const { centre, generation, owner, reducers, devices, closedThrough, numbers, claims, desks, appointments, helps, opinions, directory, arriving, doubts, points, notice, series, signups, seatLeases, attendance, tallies, turns, calls, sharedLabels, runs, repeats, unused } = this;
    const visits = this.#visits.settled();
    return { centre, generation, owner, reducers, devices, closedThrough, visits, numbers, claims, desks, appointments, helps, opinions, directory, arriving, doubts, points, notice, series, signups, seatLeases, attendance, tallies, turns, calls, sharedLabels, runs, repeats, unused };
  }

  /** This fold's own copy of a day's numbers. */
  #dayToWrite(day: BusinessDay): { given: Map<string, number>; blocks: Block[]; leasedTo: number } {
    const own = this.#days.get(day);
    if (own) return own;
    const { given, blocks, leasedTo }: DayNumbers = this.numbers.get(day) ?? NO_NUMBERS;
    const copy = { given: new Map(given), blocks: [...blocks], leasedTo };
    this.#days.set(day, copy);
    this.numbers = new Map(this.numbers).set(day, copy);
    return copy;
  }
}
