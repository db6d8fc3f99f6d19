/**
 * What a store keeps of devices: who was let in, who asks, and how far each has reported.
 *
 * `by` is somebody of the staff whose act this is [X7]: whether they may, the act and its line in
 * the audit are one transaction, and what was so already is noted by nobody. Where it is undefined
 * the server acts by itself, as where an adopted order says what to do.
 */
import type { EnrolCode } from '../../shared/contract/wire.ts';
import type { EpochMs } from '../../shared/domain/clock.ts';
import type { CentreId, DeviceId, DeviceKey } from '../../shared/domain/ids.ts';
import type { Actor, NotAllowed } from './staff.ts';
import type { Busy, Written } from './store.ts';

export interface DeviceStore {
  /** Whose order this is: no centre until the first enrolment fixes it. */
  identity(): Promise<Identity>;

  /** Opens enrolment for whoever holds this code; a code that was opened before and not used is void. */
  openEnrolment(opening: { readonly codeHash: string; readonly at: EpochMs }): Promise<Written>;
  /**
   * Lets in a device with an open code, which it uses up. The same device may repeat the same
   * enrolment, under the same key, until `ENROL_REPLAY_MS` later: the reply may have been lost.
   * Whom the order knows already begins its next epoch [J11]; the owner's own id is nobody's to enrol.
   */
  enrol(request: Enrolment): Promise<EnrolResult>;

  /**
   * Notes that a device asks to be let in, or answers one that asked before with the same secret
   * and key. An ask is forgotten `ENROL_CODE_MS` after it was made; approved or refused, `ASK_KEPT_MS`
   * after that. Anybody may ask, so no more than `ASKS_KEPT` wait: the oldest that nobody answered
   * gives way. `busy` where somebody else waits under this very code: another one will do. The
   * owner's own id is refused.
   */
  ask(asking: Asking): Promise<AskResult>;
  /** Who waits to be let in now, oldest first. */
  asks(at: EpochMs): Promise<readonly Asked[]>;
  /** Who waits under this code now. */
  askedUnder(code: EnrolCode, at: EpochMs): Promise<Asked | undefined>;
  /**
   * Lets in who waits under this code, or refuses it. `noSuchCode` where nobody waits under it any
   * more; `noCentre` where there is nothing to let anybody into before the first device came.
   */
  answerAsk(answer: { readonly code: EnrolCode; readonly approve: boolean; readonly at: EpochMs }, by?: Actor): Promise<AnswerResult>;

  device(id: DeviceId): Promise<DeviceRow | undefined>;
  devices(): Promise<readonly DeviceRow[]>;
  /**
   * Takes in a device as an adopted order knows it [J19], over what is here of an earlier epoch of
   * it; one that is here in that epoch, or a later one, stays as it is.
   */
  putDevice(device: Pick<DeviceRow, 'device' | 'name' | 'key' | 'epoch' | 'standing'> & { readonly at: EpochMs }): Promise<Written>;
  /**
   * [J11] Begins a device's next epoch, which the order has nothing of, under a new key. Repeated
   * with the key it has by now, before anything was pushed in that epoch, it gives the same epoch.
   */
  renewEpoch(renewal: { readonly device: DeviceId; readonly newKey: DeviceKey; readonly wrote: number; readonly at: EpochMs }): Promise<RenewResult>;
  /** Puts a device out; one that is out, or that nobody knows, changes nothing. */
  revoke(device: DeviceId, at: EpochMs, by?: Actor): Promise<Written | NotAllowed>;
  /** [J19] Nothing waits for this device's report any more, until it reports after all. */
  writeOff(device: DeviceId, by?: Actor): Promise<Written | NotAllowed>;
  /** A device proved who it is, and that it knows of this generation. */
  report(report: { readonly device: DeviceId; readonly generation: number; readonly at: EpochMs }): Promise<Written>;
}

/** How long after an enrolment the same device may repeat it. Milliseconds. */
export const ENROL_REPLAY_MS = 10 * 60_000;
/** Asks that wait for an answer at once. */
export const ASKS_KEPT = 50;
/** How long the answer to an ask is kept for its device. Milliseconds. */
export const ASK_KEPT_MS = 24 * 60 * 60_000;

export interface Identity {
  readonly centre: CentreId | undefined;
  /** How many devices were ever let in. */
  readonly devices: number;
  /** Under which id this server writes entries of its own: made once, with the store. */
  readonly owner: DeviceId;
}

/** How a device introduces itself. */
export interface Introduction {
  readonly device: DeviceId;
  readonly key: DeviceKey;
  readonly name: string;
  /** What it wrote before it was let in: until that is in the order, nobody is leased numbers. */
  readonly wrote: number;
  readonly at: EpochMs;
}

export interface Enrolment extends Introduction {
  readonly centre: CentreId;
  /** SHA-256 of the code: the store never sees the code. */
  readonly codeHash: string;
}

export interface Asking extends Introduction {
  readonly secretHash: string;
  /** The code to give, unless it asked before; random, and free with all but no doubt. */
  readonly code: EnrolCode;
}

export interface Asked extends Introduction {
  readonly code: EnrolCode;
}

export interface DeviceRow {
  readonly device: DeviceId;
  readonly name: string;
  readonly key: DeviceKey;
  readonly epoch: number;
  readonly standing: 'in' | 'out';
  /** Whether it came by the code on the owner's machine, and so counts in sequence [N1]. */
  readonly first: boolean;
  readonly enrolledAt: EpochMs;
  /** When it last proved who it is; undefined before it ever did. */
  readonly seenAt: EpochMs | undefined;
  /** The last `seq` of its epoch in the order. */
  readonly acknowledged: number;
  /** That entry's hash, or `CHAIN_START`. */
  readonly hash: string;
  readonly wrote: number;
  /** The generation it last reported in; 0 before it ever did. */
  readonly reported: number;
  readonly writtenOff: boolean;
}

export type EnrolResult =
  | { readonly kind: 'enrolled'; readonly centre: CentreId; readonly epoch: number }
  /** No such open code, or not this device's any more. */
  | { readonly kind: 'unauthenticated' }
  | { readonly kind: 'otherCentre' }
  | Busy;

export type AskResult =
  | { readonly kind: 'waiting'; readonly code: EnrolCode; readonly expiresAt: EpochMs }
  | { readonly kind: 'approved'; readonly centre: CentreId; readonly epoch: number }
  | { readonly kind: 'refused' }
  | Busy;

export type AnswerResult = { readonly kind: 'answered'; readonly device: DeviceId } | { readonly kind: 'noSuchCode' } | { readonly kind: 'noCentre' } | NotAllowed | Busy;

export type RenewResult = { readonly kind: 'renewed'; readonly epoch: number } | { readonly kind: 'unauthenticated' } | { readonly kind: 'revoked' } | Busy;
