/**
 * The reducers: `state = entries.reduce(apply, before)`. Total — an entry that can't be used
 * changes nothing but a count — and pure: no clock, no randomness, no order but the one given.
 *
 * A fold of many entries copies each map once, on its first write, so that folding a whole day
 * costs what it writes and not what it holds.
 */
import { deskOf, type Letter } from './centre.ts';
import type { BusinessDay, EpochMs } from './clock.ts';
import { readEntry, type EntryId, type KnownEntry } from './entry.ts';
import type { DeskId, VisitId } from './ids.ts';
import { CALLS_KEPT, type Call, type CentreState, type Leg, type LegStep, type Unused, type Visit } from './state.ts';

/** An entry's bytes with the time it took effect: the server's stamp, or the device's estimate [J13]. */
export interface Effective {
  readonly bytes: string;
  readonly effectiveAt: EpochMs;
}

/** Folds entries, in the order given, onto a state. The state passed in is untouched. */
export function fold(before: CentreState, entries: Iterable<Effective>): CentreState {
  const draft = new Draft(before);
  for (const { bytes, effectiveAt } of entries) {
    const read = readEntry(bytes);
    if (read.kind === 'unreadable') draft.countUnused(read.why);
    else applyKnown(draft, read.entry, effectiveAt);
  }
  return draft.close();
}

function applyKnown(draft: Draft, entry: KnownEntry, at: EpochMs): void {
  switch (entry.type) {
    case 'centre.configured':
      draft.centre = entry.payload.centre;
      return;
    case 'ticket.issued': {
      const { visit, service, label, language } = entry.payload;
      if (draft.visits.has(visit)) return draft.countUnused('visitExists');
      const day = entry.envelope.businessDay;
      const { device, epoch, seq } = entry.envelope;
      const enteredBy: EntryId = { device, epoch, seq };
      const leg: Leg = { no: 1, service, enteredAt: at, enteredBy, kind: 'waiting' };
      draft.visits = draft.visits.with({ id: visit, day, label, language, leg });
      draft.raiseHighest(day, label.letter, label.number);
      return;
    }
    case 'leg.called': {
      const { visit, leg, callNo, desk } = entry.payload;
      const called = draft.step(visit, leg, (now) =>
        now.kind === 'waiting' || isLeftBehind(draft.centre, now) ? { kind: 'called', desk, callNo, calledAt: at } : undefined,
      );
      if (called) draft.addCall({ visit, leg, callNo, label: called.label, desk, day: called.day, at });
      return;
    }
    case 'leg.started': {
      const { visit, leg, callNo, desk } = entry.payload;
      draft.step(visit, leg, (now) =>
        now.kind === 'called' && isSameCall(now, desk, callNo)
          ? { kind: 'serving', desk, callNo, calledAt: now.calledAt, startedAt: at }
          : undefined,
      );
      return;
    }
    case 'leg.finished': {
      const { visit, leg, callNo, desk } = entry.payload;
      draft.step(visit, leg, (now) =>
        now.kind === 'serving' && isSameCall(now, desk, callNo)
          ? { kind: 'finished', desk, callNo, calledAt: now.calledAt, startedAt: now.startedAt, finishedAt: at }
          : undefined,
      );
      return;
    }
    case 'leg.noShow': {
      const { visit, leg, callNo, desk } = entry.payload;
      draft.step(visit, leg, (now) =>
        now.kind === 'called' && isSameCall(now, desk, callNo)
          ? { kind: 'noShow', desk, callNo, calledAt: now.calledAt, endedAt: at }
          : undefined,
      );
      return;
    }
    default:
      entry satisfies never;
  }
}

/** Called to a desk that the centre no longer has: another desk may call. */
function isLeftBehind(centre: CentreState['centre'], now: Leg): boolean {
  return now.kind === 'called' && centre !== undefined && !deskOf(centre, now.desk);
}

function isSameCall(now: { desk: DeskId; callNo: number }, desk: DeskId, callNo: number): boolean {
  return now.desk === desk && now.callNo === callNo;
}

/** A state being folded. Each collection is copied the first time it is written. */
class Draft {
  readonly #before: CentreState;
  readonly #highest = new Map<BusinessDay, Map<Letter, number>>();
  #calls: Call[] | undefined;
  #unused: Map<Unused, number> | undefined;
  centre: CentreState['centre'];
  visits: CentreState['visits'];

  constructor(before: CentreState) {
    this.#before = before;
    this.centre = before.centre;
    this.visits = before.visits;
  }

  /** Moves a leg on, where `move` allows it from where it stands; counts the entry unused where not. */
  step(id: VisitId, legNo: number, move: (leg: Leg) => LegStep | undefined): Visit | undefined {
    const visit = this.visits.get(id);
    if (!visit) {
      this.countUnused('noSuchVisit');
      return undefined;
    }
    if (visit.leg.no !== legNo) {
      this.countUnused('noSuchLeg');
      return undefined;
    }
    const next = move(visit.leg);
    if (!next) {
      this.countUnused('superseded');
      return undefined;
    }
    const { no, service, enteredAt, enteredBy } = visit.leg;
    const moved: Visit = { ...visit, leg: { no, service, enteredAt, enteredBy, ...next } };
    this.visits = this.visits.with(moved);
    return moved;
  }

  raiseHighest(day: BusinessDay, letter: Letter, number: number): void {
    let letters = this.#highest.get(day);
    if (!letters) {
      letters = new Map(this.#before.highest.get(day));
      this.#highest.set(day, letters);
    }
    letters.set(letter, Math.max(number, letters.get(letter) ?? 0));
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
    return {
      centre: this.centre,
      visits: this.visits,
      highest: this.#highest.size > 0 ? new Map([...this.#before.highest, ...this.#highest]) : this.#before.highest,
      calls: this.#calls ?? this.#before.calls,
      unused: this.#unused ?? this.#before.unused,
    };
  }
}
