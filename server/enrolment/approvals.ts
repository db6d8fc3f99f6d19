/**
 * What an administrator does about devices: lets one in by the code on its screen, refuses it, puts
 * one out, waits for one no longer. In: acts of somebody who may [X7]; whoever calls has made sure.
 * Out: results by kind. It takes effect at once, and in the order as soon as the owner looks.
 */
import type { AccountId } from '../../shared/contract/staff.ts';
import type { Clock, EpochMs } from '../../shared/domain/clock.ts';
import type { DeviceId } from '../../shared/domain/ids.ts';
import { fingerprintOf, type EnrolCode, type Fingerprint } from '../../shared/domain/entries/introduction.ts';
import { sha256 } from '../digest.ts';
import { failpoint } from '../failpoint.ts';
import type { Owner } from '../owner/index.ts';
import type { Proof } from '../proof/index.ts';
import type { Asked, DeviceRow } from '../store/device-store.ts';
import type { Actor, NotAllowed } from '../store/staff.ts';
import type { Busy, CentreStore } from '../store/store.ts';
import { waitMs, withoutTry, withTry, type Tries, type TryLimit } from '../store/tries.ts';
import { readCode } from './codes.ts';

/** Wrong codes of one account before each next one waits. */
export const CODE_LIMIT: TryLimit = { free: 5, drainMs: 10 * 60_000 };

/** Who asks, to be compared with what its screen shows. */
export interface Asking {
  readonly device: DeviceId;
  readonly name: string;
  readonly fingerprint: Fingerprint;
  readonly askedAt: EpochMs;
  /** How a device of this id stands by now: let in again, it begins its next epoch and its old key opens nothing. */
  readonly before: 'unknown' | 'in' | 'out';
}

export interface KnownDevice extends DeviceRow {
  readonly fingerprint: Fingerprint;
}

export type Found = { readonly kind: 'found'; readonly asking: Asking } | NotFound;
type NotFound = { readonly kind: 'noSuchCode' } | { readonly kind: 'wait'; readonly waitMs: number };
export type Answered = { readonly kind: 'answered'; readonly device: DeviceId } | NotFound | { readonly kind: 'noCentre' } | NotAllowed | Busy;
export type Changed = { readonly kind: 'done' } | { readonly kind: 'noSuchDevice' } | NotAllowed | Busy;

/** `by` is whose act it is, for the audit [X7]: anybody of the staff who is signed in. */
export interface Approvals {
  /** Who shows this code. @param account whoever types it: after `CODE_LIMIT.free` wrong ones each next one waits. */
  find(account: string, typed: string): Promise<Found>;
  /** Lets in, or refuses, who shows this code. */
  answer(account: string, typed: string, approve: boolean, by?: AccountId): Promise<Answered>;
  /** Who waits to be let in, oldest first; whose code is whose, only the device's own screen says. */
  waiting(): Promise<readonly Asking[]>;
  devices(): Promise<readonly KnownDevice[]>;
  /** Puts a device out, at once: what it sends from now on is refused, and its live sockets are closed. */
  revoke(device: DeviceId, by?: AccountId): Promise<Changed>;
  /** [J19] Leases wait no longer for what this device may still bring: it may be gone for good. */
  writeOff(device: DeviceId, by?: AccountId): Promise<Changed>;
}

export interface ApprovalParts {
  readonly store: CentreStore;
  readonly owner: Pick<Owner, 'wake'>;
  readonly proof: Proof;
  readonly clock: Clock;
  /** Whatever this device still holds open is to be closed. */
  readonly onLeft: (device: DeviceId) => void;
}

export function createApprovals({ store, owner, proof, clock, onLeft }: ApprovalParts): Approvals {
  const guard = createCodeGuard(clock);

  const actor = (by: AccountId | undefined): Actor | undefined => by && { account: by, at: clock.now() };
  const introduce = async ({ device, name, key, at }: Asked): Promise<Asking> => {
    const before = (await store.device(device))?.standing ?? 'unknown';
    return { device, name, fingerprint: fingerprintOf(sha256, key), askedAt: at, before };
  };
  const look = (account: string, typed: string) =>
    guard(account, typed, async (code) => {
      const asked = await store.askedUnder(code, clock.now());
      return asked && { code, asked };
    });
  const change = async (device: DeviceId, write: () => ReturnType<CentreStore['writeOff']>): Promise<Changed> => {
    if (!(await store.device(device))) return { kind: 'noSuchDevice' };
    const written = await write();
    if (written.kind !== 'written') return written;
    proof.standings.forget(device);
    owner.wake();
    return { kind: 'done' };
  };

  return {
    async find(account, typed) {
      const looked = await look(account, typed);
      return looked.kind === 'right' ? { kind: 'found', asking: await introduce(looked.value.asked) } : looked;
    },

    async answer(account, typed, approve, by) {
      const looked = await look(account, typed);
      if (looked.kind !== 'right') return looked;
      const answered = await store.answerAsk({ code: looked.value.code, approve, at: clock.now() }, actor(by));
      if (answered.kind !== 'answered' || !approve) return answered;
      failpoint('letIn.rowWritten');
      // Where the device was in before, under another key, that one opens nothing any more.
      proof.tokens.endAll(answered.device);
      proof.standings.forget(answered.device);
      onLeft(answered.device);
      owner.wake();
      return answered;
    },

    async waiting() {
      return Promise.all((await store.asks(clock.now())).map(introduce));
    },

    async devices() {
      return (await store.devices()).map((row) => ({ ...row, fingerprint: fingerprintOf(sha256, row.key) }));
    },

    async revoke(device, by) {
      const changed = await change(device, () => store.revoke(device, clock.now(), actor(by)));
      // Its tokens stay: with them it learns that it was put out, and not that it has to prove itself.
      if (changed.kind === 'done') onLeft(device);
      return changed;
    },

    async writeOff(device, by) {
      return change(device, () => store.writeOff(device, actor(by)));
    },
  };
}

type Guarded<T> = { readonly kind: 'right'; readonly value: T } | NotFound;

/** Counts each try before it is known to be wrong, so that tries sent all at once count too. */
function createCodeGuard(clock: Clock) {
  // Signed-in accounts alone: there are as many as the centre has staff.
  const tries = new Map<string, Tries>();
  return async <T>(account: string, typed: string, lookUp: (code: EnrolCode) => Promise<T | undefined>): Promise<Guarded<T>> => {
    const now = clock.monotonic();
    const wait = waitMs(tries.get(account), CODE_LIMIT, now);
    if (wait > 0) return { kind: 'wait', waitMs: wait };
    tries.set(account, withTry(tries.get(account), CODE_LIMIT, now));
    const code = readCode(typed);
    const value = code && (await lookUp(code));
    if (value === undefined) return { kind: 'noSuchCode' };
    const counted = tries.get(account);
    if (counted) tries.set(account, withoutTry(counted, CODE_LIMIT, clock.monotonic()));
    return { kind: 'right', value };
  };
}
