/**
 * What devices ask of the owner: claims [C1], leases [N1] and seats [S1]. Asks that wait are decided together
 * and written in one go, claims first: thirty desks cost one write to disk, not thirty.
 */
import type { ClaimRequest, LeasesRequest, SeatsRequest } from '../../shared/contract/wire.ts';
import type { DeviceId } from '../../shared/domain/ids.ts';
import { decideSeats, lapsesDue, promotionsDue, seatsToWriteOff, shredsDue } from '../../shared/domain/decisions/owner-seats.ts';
import { claimsOver, decideClaim, decideLease, entriesMissing, leasesHeldBy, watchClaims } from '../../shared/domain/decisions/owner.ts';
import type { Claim } from '../../shared/domain/reducers/state.ts';
import { failpoint } from '../failpoint.ts';
import type { DeviceRow } from '../store/device-store.ts';
import type { Batch } from './batch.ts';
import { busy, LATER_MS } from './declined.ts';
import type { ClaimAnswer, Declined, SeatsAnswer } from './owner.ts';
import type { Turns } from './turns.ts';
import { write, type Desk } from './write.ts';

/** Asks answered in one turn: some ten milliseconds' work, so that sockets breathe in between. */
const CLAIMS_A_TURN = 200;
const LEASES_A_TURN = 16;

export type LeaseAnswer = { readonly kind: 'leased'; readonly head: number } | Declined;

interface Ask<Asked, Answer> {
  readonly device: DeviceId;
  readonly asked: Asked;
  readonly answer: (answer: Answer) => void;
}

type ClaimAsk = Ask<ClaimRequest, ClaimAnswer>;
type SeatsAsk = Ask<SeatsRequest, SeatsAnswer>;
type LeaseAsk = Ask<LeasesRequest['wanted'], LeaseAnswer>;

export class Grants {
  readonly #desk: Desk;
  readonly #turns: Turns;
  readonly #claims: ClaimAsk[] = [];
  readonly #leases: LeaseAsk[] = [];
  readonly #seats: SeatsAsk[] = [];
  #isDue = false;
  #since: ReadonlyMap<Claim, number> = new Map();

  constructor(desk: Desk, turns: Turns) {
    this.#desk = desk;
    this.#turns = turns;
  }

  claim(device: DeviceId, asked: ClaimRequest): Promise<ClaimAnswer> {
    return new Promise((answer) => {
      this.#claims.push({ device, asked, answer });
      this.#call();
    });
  }

  lease(device: DeviceId, asked: LeasesRequest['wanted']): Promise<LeaseAnswer> {
    return new Promise((answer) => {
      this.#leases.push({ device, asked, answer });
      this.#call();
    });
  }

  seats(device: DeviceId, asked: SeatsRequest): Promise<SeatsAnswer> {
    return new Promise((answer) => {
      this.#seats.push({ device, asked, answer });
      this.#call();
    });
  }

  /** Sees which claims stand now: their time begins when they are first seen. */
  watchClaims({ now }: Batch): void {
    // The folded state's claims, not the batch's: those become other objects once they are ordered.
    this.#since = watchClaims(this.#desk.order.state, this.#since, now.monotonic);
  }

  /** [C1] Ends the claims that no call followed. */
  endClaims(batch: Batch): void {
    this.watchClaims(batch);
    batch.add(claimsOver(this.#since, batch.now.monotonic));
  }

  #call(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    void this.#turns.take(() => this.#turn());
  }

  async #turn(): Promise<void> {
    this.#isDue = false;
    const claims = this.#claims.splice(0, CLAIMS_A_TURN);
    const leases = this.#leases.splice(0, LEASES_A_TURN);
    const seats = this.#seats.splice(0, CLAIMS_A_TURN);
    if (this.#claims.length + this.#leases.length + this.#seats.length > 0) this.#call();
    const wrote = await this.#decide(claims, leases, seats);
    if (wrote.kind === 'declined') {
      for (const { answer } of [...claims, ...leases, ...seats]) answer(wrote);
      return;
    }
    if (claims.length > 0) failpoint('claim.written');
    const { head, outcome } = wrote;
    for (const [index, { answer }] of claims.entries()) answer({ kind: outcome.claims[index] ?? 'taken', head });
    for (const [index, { answer }] of leases.entries()) answer(outcome.leases[index] ?? { kind: 'leased', head });
    if (seats.length > 0) failpoint('seats.written');
    for (const [index, { answer }] of seats.entries()) answer(outcome.seats[index]?.(head) ?? { kind: 'full', head });
  }

  async #decide(claims: readonly ClaimAsk[], leases: readonly LeaseAsk[], seats: readonly SeatsAsk[]) {
    try {
      return await write(this.#desk, async (batch) => {
        this.endClaims(batch);
        const granted = claims.map((ask) => grantClaim(batch, ask));
        return { claims: granted, leases: leases.length === 0 ? [] : await this.#lease(batch, leases), seats: seats.length === 0 ? [] : await this.#seat(batch, seats) };
      });
    } catch (error) {
      this.#desk.onTrouble({ kind: 'failed', error });
      return busy(LATER_MS);
    }
  }

  /** [S1] Whoever waits comes first; after them, in the order in which they asked. */
  async #seat(batch: Batch, asks: readonly SeatsAsk[]): Promise<readonly ((head: number) => SeatsAnswer)[]> {
    const { store, self, onTrouble } = this.#desk;
    const rows = await store.devices();
    batch.add(entriesMissing(batch.state, { device: self, generation: batch.generation }, rows, batch.now.at));
    const held = leasesHeldBy(rows, batch.generation);
    if (held.length > 0) {
      onTrouble({ kind: 'leasesHeld', by: held });
      return asks.map(() => () => busy(LATER_MS));
    }
    batch.add(lapsesDue(batch.state, batch.now.at));
    batch.add(promotionsDue(batch.state, batch.now.at));
    return asks.map(({ device, asked }) => {
      const granted = decideSeats(batch.state, device, asked, batch.now.at);
      if (granted.kind === 'write') batch.add([granted.happening]);
      const kind = granted.kind === 'full' ? 'full' : 'granted';
      return (head) => ({ kind, head });
    });
  }

  /** @returns why each ask was declined; undefined for those that got what there is. */
  async #lease(batch: Batch, asks: readonly LeaseAsk[]): Promise<readonly (Declined | undefined)[]> {
    const { store, self, onTrouble } = this.#desk;
    const rows = await store.devices();
    // A device may ask before the order says that it was let in.
    batch.add(entriesMissing(batch.state, { device: self, generation: batch.generation }, rows, batch.now.at));
    const held = leasesHeldBy(rows, batch.generation);
    if (held.length > 0) onTrouble({ kind: 'leasesHeld', by: held });
    const byDevice = new Map(rows.map((row) => [row.device, row]));
    return asks.map((ask) => whyNoLease(byDevice.get(ask.device)) ?? grantLeases(batch, ask, held.length > 0));
  }
}

/** [S1] What time brings of seats. While leases are held, nobody is promoted: a device may bring who has those seats. */
export function seatsInTime(batch: Batch, devices: readonly DeviceRow[]): void {
  const { now: { at } } = batch;
  batch.add(seatsToWriteOff(batch.state, devices));
  batch.add(lapsesDue(batch.state, at));
  if (leasesHeldBy(devices, batch.generation).length === 0) batch.add(promotionsDue(batch.state, at));
  batch.add(shredsDue(batch.state, at));
}

function grantClaim(batch: Batch, { device, asked }: ClaimAsk): 'granted' | 'taken' {
  const granted = decideClaim(batch.state, { ...asked, device });
  if (granted.kind === 'write') batch.add([granted.happening]);
  return granted.kind === 'taken' ? 'taken' : 'granted';
}

function whyNoLease(row: DeviceRow | undefined): Declined | undefined {
  if (row?.standing === 'in') return undefined;
  return { kind: 'declined', error: { kind: row ? 'revoked' : 'unauthenticated' } };
}

/** What it has it has, and what there is not it does not get: only that leases wait is worth asking again. */
function grantLeases(batch: Batch, { device, asked }: LeaseAsk, isHeld: boolean): Declined | undefined {
  const { today } = batch;
  if (today === undefined) return busy(LATER_MS);
  for (const wanted of asked.toSorted((a, b) => a.n - b.n)) {
    const leased = decideLease(batch.state, device, wanted, today);
    if (leased.kind !== 'write') continue;
    if (isHeld) return busy(LATER_MS);
    batch.add([leased.happening]);
  }
  return undefined;
}
