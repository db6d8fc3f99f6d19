/**
 * The scheduler for a simulation, which asks it tens of thousands of times: whoever differs in nothing
 * but their place stands in one line, and no policy takes anybody of a line before its first. So a desk
 * compares the first of each line instead of everybody. How they compare is asked of `standing.ts`
 * once, and kept as numbers; a property test holds this equal to `nextOf` for every policy.
 */
import { deskOf, priorityOf, type Centre, type Desk } from '../centre.ts';
import { MINUTE_MS, type EpochMs } from '../clock.ts';
import { LANGUAGE_PATIENCE_MIN, standsBack } from '../scheduling/speech.ts';
import { callerAt, hereOf, policyIn, rankOf, turnOf, type Caller, type Here, type Turn, type Waiting } from '../scheduling/standing.ts';
import { TURNS_KEPT } from '../reducers/state.ts';

/** What all in a line have in common. */
export interface Sort extends Pick<Waiting, 'service' | 'priority' | 'language' | 'onlyAt'> {
  /** Whether they stand at a booked time. A line of their own: others may have a place in the future only by two clocks. */
  readonly isBooked?: boolean;
}

const PATIENCE_MS = LANGUAGE_PATIENCE_MIN * MINUTE_MS;
const TURN_KINDS = ['free', 'preferential', 'general'] as const;

/** The lines that somebody may stand in, numbered as they are asked for. */
export class Sorts {
  readonly all: Sort[] = [];
  readonly #centre: Centre;
  readonly #known = new Map<string, number>();

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  /** The line of somebody like that. */
  of({ service, priority, language, onlyAt, isBooked = false }: Sort): number {
    // What the centre does not know counts for nothing, for the policy as for us.
    const ofClass = priorityOf(this.#centre, priority)?.id;
    const kept = onlyAt !== undefined && deskOf(this.#centre, onlyAt) ? onlyAt : undefined;
    const key = `${service} ${ofClass ?? ''} ${language} ${kept ?? ''} ${isBooked}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, this.all.length);
    return this.all.push({ service, priority: ofClass, language, onlyAt: kept, isBooked }) - 1;
  }
}

/** Which lines a desk looks at, and how each stands there. */
export interface Booth {
  readonly lines: Int32Array;
  /** Of whom it looks at who has waited so long, in milliseconds. */
  readonly afterMs: Float64Array;
  /** Whether they are understood elsewhere only. */
  readonly unspoken: Uint8Array;
  readonly booked: Uint8Array;
  readonly listed: Int32Array;
  /** Priority that accumulates: by how much a millisecond, and as if so many had passed already. All 0 under other policies. */
  readonly weight: Float64Array;
  readonly headStartMs: Float64Array;
  /** The tier of each of those lines, for each kind of turn in a row. */
  readonly tiers: Int32Array;
}

export function boothOf(centre: Centre, desk: Desk, sorts: readonly Sort[]): Booth {
  // What is interpreted counts as spoken: who interprets where in an hour nobody knows.
  const caller = callerAt(centre, desk, [], 0, []);
  const seen: { line: number; afterMs: number; unspoken: number; listed: number; tiers: number[] }[] = [];
  for (const [line, sort] of sorts.entries()) {
    const here = hereOf(caller, sort.service, 0, sort.onlyAt);
    if (typeof here !== 'string' && here.kind !== 'laterHere') continue;
    const [why, afterMs] = typeof here === 'string' ? ([here, 0] as const) : (['later', here.afterMin * MINUTE_MS] as const);
    const rank = rankOf(caller, asWaiting(sort), why);
    seen.push({ line, afterMs, unspoken: Number(standsBack(rank.speech)), listed: rank.listed, tiers: TURN_KINDS.map((kind) => tierIn(caller, sort, why, kind)) });
  }
  const classes = seen.map(({ line }) => priorityOf(centre, sorts[line]?.priority));
  const accumulates = policyIn(centre).kind === 'accumulating';
  return {
    lines: Int32Array.from(seen, ({ line }) => line),
    afterMs: Float64Array.from(seen, (each) => each.afterMs),
    unspoken: Uint8Array.from(seen, (each) => each.unspoken),
    booked: Uint8Array.from(seen, ({ line }) => Number(sorts[line]?.isBooked === true)),
    listed: Int32Array.from(seen, (each) => each.listed),
    weight: Float64Array.from(classes, (each) => (accumulates ? (each?.weight ?? 1) : 0)),
    headStartMs: Float64Array.from(classes, (each) => (accumulates ? (each?.headStartMin ?? 0) * MINUTE_MS : 0)),
    tiers: Int32Array.from(TURN_KINDS.flatMap((_, kind) => seen.map(({ tiers }) => tiers[kind] ?? 0))),
  };
}

function tierIn(caller: Caller, sort: Sort, why: Here, kind: Turn['kind']): number {
  return rankOf({ ...caller, turn: turnLike(kind) }, asWaiting(sort), why).tier;
}

function turnLike(kind: Turn['kind']): Turn {
  return kind === 'free' ? { kind } : { kind, by: 'ratio', preferential: 1, general: 1, run: 1 };
}

const NOBODY_YET = { device: '', epoch: 0, seq: 0 } as unknown as Waiting['enteredBy'];

function asWaiting(sort: Sort): Waiting {
  return { ...sort, queuedAt: 0, enteredBy: NOBODY_YET };
}

/** Whose turn it is at a desk, by whom it called last and how many of that sort in a row. */
export class TurnTable {
  readonly #kinds: Uint8Array;

  constructor(centre: Centre) {
    const policy = policyIn(centre);
    const kinds: number[] = [];
    for (const last of [false, true]) {
      for (let run = 0; run <= TURNS_KEPT; run += 1) kinds.push(TURN_KINDS.indexOf(turnOf(policy, Array<boolean>(run).fill(last)).kind));
    }
    this.#kinds = Uint8Array.from(kinds);
  }

  /** 0, 1 or 2: everybody's, the preferential ones', the others'. */
  at(last: number, run: number): number {
    return this.#kinds[last * (TURNS_KEPT + 1) + Math.min(run, TURNS_KEPT)] ?? 0;
  }
}

/** Who stands in lines at one moment of a simulation. People are numbers; ties of place go by number. */
export class Lines {
  readonly queuedAt: Float64Array;
  readonly #head: Int32Array;
  /** The place of the first, beside the line itself: `pick` looks at little else. Infinite where nobody stands. */
  readonly #headAt: Float64Array;
  readonly #tail: Int32Array;
  readonly #next: Int32Array;
  readonly isPreferential: Uint8Array;
  /** After a `pick` that found nobody: when somebody will have waited long enough for that desk. */
  eligibleAt = Infinity;

  constructor(centre: Centre, sorts: readonly Sort[], people: number) {
    this.queuedAt = new Float64Array(people);
    this.#head = new Int32Array(sorts.length).fill(-1);
    this.#headAt = new Float64Array(sorts.length).fill(Infinity);
    this.#tail = new Int32Array(sorts.length).fill(-1);
    this.#next = new Int32Array(people).fill(-1);
    this.isPreferential = Uint8Array.from(sorts, ({ priority }) => Number(priorityOf(centre, priority) !== undefined));
  }

  clear(): void {
    this.#head.fill(-1);
    this.#headAt.fill(Infinity);
    this.#tail.fill(-1);
  }

  /** Stands where its place is; mostly that is the end. */
  enter(person: number, line: number, queuedAt: EpochMs): void {
    this.queuedAt[person] = queuedAt;
    this.#next[person] = -1;
    const last = this.#tail[line] ?? -1;
    if (last < 0) {
      this.#head[line] = person;
      this.#headAt[line] = queuedAt;
      this.#tail[line] = person;
    } else if (!this.#isBefore(person, last)) {
      this.#next[last] = person;
      this.#tail[line] = person;
    } else this.#squeezeIn(person, line);
  }

  #squeezeIn(person: number, line: number): void {
    let before = -1;
    let after = this.#head[line] ?? -1;
    while (after >= 0 && !this.#isBefore(person, after)) {
      before = after;
      after = this.#next[after] ?? -1;
    }
    this.#next[person] = after;
    if (before >= 0) {
      this.#next[before] = person;
      return;
    }
    this.#head[line] = person;
    this.#headAt[line] = this.queuedAt[person] ?? Infinity;
  }

  #isBefore(person: number, other: number): boolean {
    return ((this.queuedAt[person] ?? 0) - (this.queuedAt[other] ?? 0) || person - other) < 0;
  }

  /** Takes out the first of a line. */
  take(line: number): number {
    const first = this.#head[line] ?? -1;
    if (first < 0) return first;
    const next = this.#next[first] ?? -1;
    this.#head[line] = next;
    this.#headAt[line] = next < 0 ? Infinity : (this.queuedAt[next] ?? Infinity);
    if (next < 0) this.#tail[line] = -1;
    return first;
  }

  /** The line whose first this desk would call at `now`; -1 where it would call nobody. */
  pick({ lines, afterMs, unspoken, booked, listed, weight, headStartMs, tiers }: Booth, turn: number, now: EpochMs): number {
    const headAt = this.#headAt;
    const head = this.#head;
    const tiersFrom = turn * lines.length;
    let best = -1;
    let bestDue = 0;
    let bestUnspoken = 0;
    let bestTier = 0;
    let bestPoints = 0;
    let bestQueued = 0;
    let bestListed = 0;
    let eligibleAt = Infinity;
    for (let i = 0; i < lines.length; i += 1) {
      const line = lines[i] ?? 0;
      const queued = headAt[line] ?? Infinity;
      if (queued === Infinity) continue;
      const waited = now - queued;
      const after = afterMs[i] ?? 0;
      if (after > 0 && waited < after) {
        // A millisecond more, lest a sum that was rounded down asks for ever.
        eligibleAt = Math.min(eligibleAt, Math.max(queued + after, now + 1));
        continue;
      }
      const due = waited < 0 && booked[i] === 1 ? queued : 0;
      if (best >= 0 && due > bestDue) continue;
      // Before its booked time nothing else of it counts.
      const isUnspoken = due === 0 && waited < PATIENCE_MS && unspoken[i] === 1 ? 1 : 0;
      const tier = due === 0 ? (tiers[tiersFrom + i] ?? 0) : 0;
      if (best >= 0 && due === bestDue && (isUnspoken > bestUnspoken || (isUnspoken === bestUnspoken && tier > bestTier))) continue;
      const points = due === 0 ? (weight[i] ?? 0) * ((waited > 0 ? waited : 0) + (headStartMs[i] ?? 0)) : 0;
      if (best >= 0 && due === bestDue && isUnspoken === bestUnspoken && tier === bestTier) {
        if (points < bestPoints) continue;
        if (points === bestPoints && (queued - bestQueued || (listed[i] ?? 0) - bestListed || (head[line] ?? 0) - (head[best] ?? 0)) >= 0) continue;
      }
      best = line;
      bestDue = due;
      bestUnspoken = isUnspoken;
      bestTier = tier;
      bestPoints = points;
      bestQueued = queued;
      bestListed = listed[i] ?? 0;
    }
    this.eligibleAt = eligibleAt;
    return best;
  }
}
