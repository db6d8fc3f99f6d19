/**
 * A day, lived: what is planned happens at its time, and desks call whom the centre's policy says.
 * In: a plan and the premises. Out: how many got no turn; the rest stands in the premises' state.
 * It decides what people do, and never who is next.
 */
import type { Outcome } from '../../shared/contract/commands.ts';
import { priorityOf } from '../../shared/domain/centre.ts';
import type { EpochMs } from '../../shared/domain/clock.ts';
import type { Asker } from '../../shared/domain/decisions/decide.ts';
import type { DeskId, VisitId } from '../../shared/domain/ids.ts';
import { callsOf } from '../../shared/domain/reducers/legs.ts';
import { atDesk } from '../../shared/domain/scheduling/queue.ts';
import type { Leg } from '../../shared/domain/reducers/state.ts';
import { Agenda } from './agenda.ts';
import type { DayPlan, Person, Shift } from './plan.ts';
import type { Ask, Premises } from './premises.ts';

type Due =
  | { readonly kind: 'arrives'; readonly person: Person }
  | { readonly kind: 'leaves' | 'back'; readonly visit: VisitId }
  | { readonly kind: 'opens'; readonly shift: Shift }
  | { readonly kind: 'breaks'; readonly desk: DeskId; readonly minutes: number }
  | { readonly kind: 'resumes' | 'closes' | 'ready'; readonly desk: DeskId }
  | { readonly kind: 'sits' | 'missing' | 'done'; readonly desk: DeskId; readonly visit: VisitId };

/** A desk that somebody works at. */
interface AtWork {
  readonly shift: Shift;
  /** Its break, once whom it has is gone. */
  breakDue: number | null;
  isOver: boolean;
  /** Parked there, and not back yet. */
  away: number;
  /** Parked, and here again. */
  readonly back: VisitId[];
}

const MINUTE = 60_000;
/** Until somebody sees that they pressed the wrong button. */
const SLIP_MS = 40_000;
/** Who asks to wait a little lets so many others go first. */
const LETS_BY = 3;

/** @returns how many asked for a turn and got none. */
export async function liveDay(plan: DayPlan, premises: Premises): Promise<{ readonly turnedAway: number }> {
  const day = new LivedDay(plan, premises);
  await day.live();
  return { turnedAway: day.turnedAway };
}

class LivedDay {
  turnedAway = 0;
  readonly #plan: DayPlan;
  readonly #premises: Premises;
  readonly #agenda = new Agenda<Due>();
  readonly #people = new Map<VisitId, Person>();
  /** Whose errand of the first leg is done, who asked to wait a little, who came back. */
  readonly #did = { errand: new Set<VisitId>(), asked: new Set<VisitId>(), returned: new Set<VisitId>() };
  readonly #desks = new Map<DeskId, AtWork>();
  /** Ready to call, the one that has been for longest first. */
  readonly #ready = new Set<DeskId>();
  #now: EpochMs = 0;

  constructor(plan: DayPlan, premises: Premises) {
    this.#plan = plan;
    this.#premises = premises;
    for (const shift of plan.shifts) this.#agenda.note(shift.opensAt, { kind: 'opens', shift });
    for (const person of plan.people) this.#agenda.note(person.at, { kind: 'arrives', person });
  }

  async live(): Promise<void> {
    for (let next = this.#agenda.next(); next; next = this.#agenda.next()) {
      this.#now = next.at;
      this.#premises.moveTo(next.at);
      await this.#happens(next.what);
      for (const desk of this.#ready) await this.#call(desk);
    }
    // Nobody is left in a queue overnight.
    await this.#do({ kind: 'day.end' });
  }

  async #happens(due: Due): Promise<void> {
    switch (due.kind) {
      case 'arrives':
        return this.#arrives(due.person);
      case 'leaves':
        if (this.#legOf(due.visit).kind === 'waiting') await this.#do({ kind: 'visit.cancel', visit: due.visit }, 'visitor');
        return;
      case 'back':
        return this.#comesBack(due.visit);
      case 'opens':
        return this.#opens(due.shift);
      case 'breaks':
      case 'resumes':
      case 'closes':
      case 'ready':
        return this.#changesDesk(due);
      case 'sits':
        return this.#sits(due.desk, due.visit);
      case 'missing':
        return this.#misses(due.desk, due.visit);
      case 'done':
        return this.#isDone(due.desk, due.visit);
      default:
        return due satisfies never;
    }
  }

  async #arrives(person: Person): Promise<void> {
    const { service, language, planned, priority, patienceMs } = person;
    const saysSo = priority !== null && priorityOf(this.#plan.centre, priority)?.byVisitor === true;
    const ask: Ask = { kind: 'ticket.issue', service, language, planned: [...planned], ...(saysSo ? { priority } : {}) };
    const reply = await this.#premises.carryOut(ask, 'visitor');
    if (reply.kind === 'refused' || reply.outcome.kind !== 'issued') {
      this.turnedAway += 1;
      return;
    }
    const { visit } = reply.outcome;
    this.#people.set(visit, person);
    if (priority !== null && !saysSo) await this.#do({ kind: 'visit.mark', visit, priority });
    if (patienceMs !== null) this.#in(patienceMs, { kind: 'leaves', visit });
  }

  async #opens(shift: Shift): Promise<void> {
    const { desk, agent, closesAt, breaks } = shift;
    await this.#do({ kind: 'desk.open', desk, agent, takeOver: false });
    this.#desks.set(desk, { shift, breakDue: null, isOver: false, away: 0, back: [] });
    this.#ready.add(desk);
    for (const { at, minutes } of breaks) this.#agenda.note(at, { kind: 'breaks', desk, minutes });
    this.#agenda.note(closesAt, { kind: 'closes', desk });
  }

  async #changesDesk(due: Extract<Due, { kind: 'breaks' | 'resumes' | 'closes' | 'ready' }>): Promise<void> {
    const { desk } = due;
    const work = this.#desks.get(desk);
    // It went home meanwhile.
    if (!work) return;
    switch (due.kind) {
      case 'breaks':
        work.breakDue = due.minutes;
        if (this.#ready.has(desk)) await this.#pause(desk, work);
        return;
      case 'resumes':
        await this.#do({ kind: 'desk.resume', desk });
        this.#ready.add(desk);
        return;
      case 'closes':
        work.isOver = true;
        if (atDesk(this.#premises.state, desk) && work.back.length === 0) await this.#do({ kind: 'desk.closing', desk });
        return;
      case 'ready':
        if (work.breakDue !== null && !work.isOver) return this.#pause(desk, work);
        this.#ready.add(desk);
        return;
      default:
        return due satisfies never;
    }
  }

  async #pause(desk: DeskId, work: AtWork): Promise<void> {
    const minutes = work.breakDue ?? 1;
    work.breakDue = null;
    this.#ready.delete(desk);
    await this.#do({ kind: 'desk.pause', desk, minutes });
    this.#in(minutes * MINUTE, { kind: 'resumes', desk });
  }

  /** Who was parked and is back comes first, and is called by name. */
  async #call(desk: DeskId): Promise<void> {
    const work = this.#desks.get(desk);
    if (!work) return;
    const back = work.back.shift();
    const visit = back === undefined && !work.isOver ? await this.#callNext(desk) : back;
    if (back !== undefined) await this.#do({ kind: 'desk.call', desk, visit: back });
    if (visit !== undefined) {
      this.#ready.delete(desk);
      this.#isCalled(desk, visit);
    } else if (work.isOver || (this.#now >= this.#plan.closesAt && work.away === 0)) {
      this.#ready.delete(desk);
      this.#desks.delete(desk);
      await this.#do({ kind: 'desk.close', desk, forced: false });
    }
  }

  async #callNext(desk: DeskId): Promise<VisitId | undefined> {
    const reply = await this.#premises.carryOut({ kind: 'desk.callNext', desk }, 'staff');
    if (reply.kind === 'done' && reply.outcome.kind === 'called') return reply.outcome.visit;
    if (reply.kind === 'refused' && reply.why === 'nobodyWaiting') return undefined;
    throw new Error(`${desk} can't call: ${JSON.stringify(reply)}`);
  }

  #isCalled(desk: DeskId, visit: VisitId): void {
    if (this.#comes(visit, this.#legOf(visit))) this.#in(this.#person(visit).walkMs, { kind: 'sits', desk, visit });
    else this.#in(this.#plan.callMs, { kind: 'missing', desk, visit });
  }

  #comes(visit: VisitId, leg: Leg): boolean {
    const { presence } = this.#person(visit);
    if (leg.no > 1 || this.#did.returned.has(visit)) return true;
    return presence.kind === 'late' ? callsOf(leg) > 1 : presence.kind !== 'gone';
  }

  async #sits(desk: DeskId, visit: VisitId): Promise<void> {
    const { presence, paces } = this.#person(visit);
    if (presence.kind === 'notYet' && !this.#did.asked.has(visit)) {
      this.#did.asked.add(visit);
      await this.#do({ kind: 'desk.putBack', desk, visit, place: { after: LETS_BY } });
      return this.#isFree(desk);
    }
    await this.#do({ kind: 'desk.start', desk, visit });
    const { no, service } = this.#legOf(visit);
    const pace = paces[no - 1] ?? paces.at(-1) ?? 1;
    this.#in(this.#plan.meanMs(service) * pace, { kind: 'done', desk, visit });
  }

  async #misses(desk: DeskId, visit: VisitId): Promise<void> {
    if (callsOf(this.#legOf(visit)) < this.#plan.calls) {
      await this.#do({ kind: 'desk.recall', desk, visit });
      return this.#isCalled(desk, visit);
    }
    await this.#do({ kind: 'desk.noShow', desk, visit });
    const { presence } = this.#person(visit);
    if (presence.kind === 'gone' && presence.backAfterMs !== null) this.#in(presence.backAfterMs, { kind: 'back', visit });
    this.#isFree(desk);
  }

  async #isDone(desk: DeskId, visit: VisitId): Promise<void> {
    const isFirst = this.#legOf(visit).no === 1 && !this.#did.errand.has(visit);
    const errand = isFirst ? this.#person(visit).errand : ({ kind: 'finish' } as const);
    this.#did.errand.add(visit);
    switch (errand.kind) {
      case 'finish':
        await this.#do({ kind: 'desk.finish', desk, visit });
        break;
      case 'slip':
        await this.#do({ kind: 'desk.finish', desk, visit });
        await this.#do({ kind: 'desk.undo', desk, visit });
        return this.#in(SLIP_MS, { kind: 'done', desk, visit });
      case 'transfer':
        await this.#do({ kind: 'desk.transfer', desk, visit, to: { service: errand.service, desk: null }, place: 'end', comesBack: errand.comesBack });
        break;
      case 'park':
        await this.#park(desk, visit, errand);
        break;
      default:
        return errand satisfies never;
    }
    this.#isFree(desk);
  }

  async #park(desk: DeskId, visit: VisitId, { reason, minutes }: Extract<Person['errand'], { kind: 'park' }>): Promise<void> {
    await this.#do({ kind: 'desk.park', desk, visit, reason, minutes });
    const work = this.#desks.get(desk);
    if (work) work.away += 1;
    this.#in(minutes * MINUTE, { kind: 'back', visit });
  }

  async #comesBack(visit: VisitId): Promise<void> {
    const leg = this.#legOf(visit);
    if (leg.kind === 'noShow' && this.#now < this.#plan.closesAt) {
      this.#did.returned.add(visit);
      await this.#do({ kind: 'visit.bringBack', visit, place: 'same' });
    }
    if (leg.kind !== 'parked') return;
    const own = this.#desks.get(leg.desk);
    if (own) own.away -= 1;
    // Where their desk went home, another one of that service calls them; where none is left, they come tomorrow.
    (own?.isOver === false ? own : this.#anyFor(leg))?.back.push(visit);
  }

  #anyFor({ service }: Leg): AtWork | undefined {
    const { desks } = this.#plan.centre;
    return desks.filter((desk) => desk.services.includes(service)).flatMap(({ id }) => this.#desks.get(id) ?? []).find(({ isOver }) => !isOver);
  }

  #isFree(desk: DeskId): void {
    this.#in(this.#desks.get(desk)?.shift.gapMs ?? 0, { kind: 'ready', desk });
  }

  #in(ms: number, due: Due): void {
    this.#agenda.note(this.#now + Math.round(ms), due);
  }

  /** A plan asks for nothing that may not be done. @throws Error */
  async #do(ask: Ask, by: Asker = 'staff'): Promise<Outcome> {
    const reply = await this.#premises.carryOut(ask, by);
    if (reply.kind === 'refused') throw new Error(`${JSON.stringify(ask)} was refused: ${reply.why}`);
    return reply.outcome;
  }

  #legOf(visit: VisitId): Leg {
    const known = this.#premises.state.visits.get(visit);
    if (!known) throw new Error(`${visit} is not in the house`);
    return known.leg;
  }

  #person(visit: VisitId): Person {
    const person = this.#people.get(visit);
    if (!person) throw new Error(`${visit} is nobody that came`);
    return person;
  }
}
