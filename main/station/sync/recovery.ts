/** What follows a round that failed: one recovery for each kind of error [J10], decided and not yet done. */
import { SERVER_ERRORS, type ServerError } from '../../../shared/contract/server-errors.ts';
import type { ServerLink } from '../../../shared/contract/views.ts';
import type { Refused } from '../journal/synced-journal.ts';
import { ServerRefused, ServerUnreachable } from './server-door.ts';

/** This station can't take the centre's order as it came; `incomplete` where it lacks what it should hold. */
export class OrderRefused extends Error {
  readonly why: Refused | 'incomplete';
  constructor(head: number, why: Refused | 'incomplete') {
    super(`the centre's order can't be taken after place ${head}: ${why}`);
    this.name = 'OrderRefused';
    this.why = why;
  }
}

/**
 * The server does not let this device in: `asking` while it waits for a person's answer, `refused`
 * after a no, `unknown` where a device that was in is not known any more.
 */
export class NotIn extends Error {
  readonly why: 'asking' | 'refused' | 'unknown';
  constructor(why: NotIn['why']) {
    super(NOT_IN[why]);
    this.name = 'NotIn';
    this.why = why;
  }
}

const NOT_IN = {
  asking: 'this device asks to be let in, and shows its code',
  refused: 'an administrator did not let this device in',
  unknown: 'the server does not know this device, which it let in before',
} as const;

/** What is done about an error at once, before the next round. */
export type Mending = 'prove' | 'newEpoch' | 'findAgreement' | 'takeSnapshot';

/**
 * @param generation of the last place this station has: a server of an older one was replaced, and
 * is left alone [J19].
 */
export function mendingOf(error: unknown, generation: number): Mending | undefined {
  if (error instanceof OrderRefused) return error.why === 'restored' || error.why === 'forked' ? 'newEpoch' : undefined;
  if (!(error instanceof ServerRefused)) return undefined;
  const refused = error.error;
  const { recovery } = SERVER_ERRORS[refused.kind];
  switch (recovery) {
    case 'prove':
    case 'newEpoch':
    case 'takeSnapshot':
      return recovery;
    case 'goBack':
      return refused.kind === 'generation' && refused.generation < generation ? undefined : 'findAgreement';
    case 'offerOrder':
      return 'findAgreement';
    case 'tellStaff':
    case 'pushFromExpected':
    case 'sendLess':
    case 'speakOlder':
    case 'retry':
      return undefined;
    default:
      return recovery satisfies never;
  }
}

/** `info` passes by itself; `warn` is for whoever runs the machine. */
export type TroubleLevel = 'info' | 'warn';

export interface Recovery {
  readonly link: ServerLink;
  /** Until the next try, in milliseconds. */
  readonly waitMs: number;
  readonly level: TroubleLevel;
  /** The same for the same trouble: it is told when this changes. */
  readonly cause: string;
}

const FIRST_RETRY_MS = 500;
/** Where a first wait has doubled to: 10,000 entries must be through half a minute after the network is back [J12]. */
const LAST_RETRY_MS = 8000;
/** Where nothing changes until a person does something. */
const SLOW_MS = 30_000;
/** Where even that would have to be done at this device. */
const SLOWEST_MS = 300_000;
/** How often the answer of a person, who is at it right now, is asked for. */
const ASK_MS = 4000;
/** However long a server asks to be left alone. */
const MOST_BUSY_MS = 600_000;

/**
 * @param failures rounds that failed in a row, this one included; from 1.
 * @param fraction in [0, 1): spreads tries, so that a centre's devices don't all come back at once.
 */
export function recoveryOf(error: unknown, failures: number, fraction: number): Recovery {
  // The exponent is held down, since a week of failures is more than a number can double.
  const doubled = FIRST_RETRY_MS * 2 ** Math.min(failures - 1, 16);
  const soon = Math.min(LAST_RETRY_MS, doubled) * (0.5 + 0.5 * fraction);
  const later = Math.min(SLOW_MS, doubled) * (0.5 + 0.5 * fraction);
  const spread = 0.75 + 0.5 * fraction;
  const slow = SLOW_MS * spread;
  if (error instanceof ServerRefused) return refusalRecovery(error.error, { soon, slow, slowest: SLOWEST_MS * spread, fraction });
  if (error instanceof ServerUnreachable) {
    return error.why === 'noAnswer'
      ? { link: 'offline', waitMs: soon, level: 'info', cause: error.why }
      : { link: 'offline', waitMs: later, level: 'warn', cause: error.why };
  }
  if (error instanceof NotIn) {
    const isAsking = error.why === 'asking';
    return { link: 'notEnrolled', waitMs: isAsking ? ASK_MS * spread : slow, level: isAsking ? 'info' : 'warn', cause: `${error.name} ${error.why}` };
  }
  if (error instanceof OrderRefused) return { link: 'disagrees', waitMs: slow, level: 'warn', cause: `${error.name} ${error.why}` };
  return { link: 'offline', waitMs: later, level: 'warn', cause: String(error) };
}

interface Waits {
  readonly soon: number;
  readonly slow: number;
  readonly slowest: number;
  readonly fraction: number;
}

/** What follows a refusal that could not be mended, or is not to be. */
function refusalRecovery(error: ServerError, { soon, slow, slowest, fraction }: Waits): Recovery {
  const cause = error.kind;
  if (error.kind === 'busy') {
    const asked = Math.min(MOST_BUSY_MS, error.retryAfterMs) * (1 + 0.25 * fraction);
    return { link: 'offline', waitMs: Math.max(soon, asked), level: 'info', cause };
  }
  const { recovery } = SERVER_ERRORS[error.kind];
  switch (recovery) {
    case 'prove':
      return { link: 'notEnrolled', waitMs: slow, level: 'warn', cause };
    case 'tellStaff':
      return error.kind === 'revoked'
        ? { link: 'revoked', waitMs: slowest, level: 'warn', cause }
        : { link: 'disagrees', waitMs: slow, level: 'warn', cause };
    case 'newEpoch':
    case 'goBack':
    case 'offerOrder':
    case 'takeSnapshot':
    case 'speakOlder':
      return { link: 'disagrees', waitMs: slow, level: 'warn', cause };
    case 'sendLess':
      // The outbox sends less by itself; this is one entry that is too large alone.
      return { link: 'offline', waitMs: slow, level: 'warn', cause };
    case 'pushFromExpected':
      // The outbox goes back by itself; this server asked for what it had just acknowledged.
      return { link: 'offline', waitMs: slow, level: 'warn', cause };
    default:
      return recovery satisfies never;
  }
}
