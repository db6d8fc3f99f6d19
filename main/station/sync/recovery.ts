/** What follows a round that failed: one recovery for each kind of error [J10], decided and not yet done. */
import type { ServerLink } from '../../../shared/contract/views.ts';
import { SERVER_ERRORS, type ServerError } from '../../../shared/contract/wire.ts';
import type { Refused } from '../journal/index.ts';
import { NotEnrolled, OtherEpoch } from './enrolment.ts';
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
/** Where nothing changes until a person does something, and where a first wait has doubled to. */
const SLOW_MS = 30_000;
/** However long a server asks to be left alone. */
const MOST_BUSY_MS = 600_000;

/**
 * @param failures rounds that failed in a row, this one included; from 1.
 * @param fraction in [0, 1): spreads tries, so that a centre's devices don't all come back at once.
 */
export function recoveryOf(error: unknown, failures: number, fraction: number): Recovery {
  // The exponent is held down, since a week of failures is more than a number can double.
  const soon = Math.min(SLOW_MS, FIRST_RETRY_MS * 2 ** Math.min(failures - 1, 16)) * (0.5 + 0.5 * fraction);
  const slow = SLOW_MS * (0.75 + 0.5 * fraction);
  if (error instanceof ServerRefused) return refusalRecovery(error.error, { soon, slow, fraction });
  if (error instanceof ServerUnreachable) {
    return { link: 'offline', waitMs: soon, level: error.why === 'noAnswer' ? 'info' : 'warn', cause: error.why };
  }
  // A code may be laid there any moment: a new station comes up before the person who brings it.
  if (error instanceof NotEnrolled) return { link: 'notEnrolled', waitMs: soon, level: 'warn', cause: error.name };
  if (error instanceof OtherEpoch) return { link: 'notEnrolled', waitMs: slow, level: 'warn', cause: error.name };
  if (error instanceof OrderRefused) return { link: 'disagrees', waitMs: slow, level: 'warn', cause: `${error.name} ${error.why}` };
  return { link: 'offline', waitMs: soon, level: 'warn', cause: String(error) };
}

interface Waits {
  readonly soon: number;
  readonly slow: number;
  readonly fraction: number;
}

function refusalRecovery(error: ServerError, { soon, slow, fraction }: Waits): Recovery {
  const cause = error.kind;
  if (error.kind === 'busy') {
    const asked = Math.min(MOST_BUSY_MS, error.retryAfterMs) * (1 + 0.25 * fraction);
    return { link: 'offline', waitMs: Math.max(soon, asked), level: 'info', cause };
  }
  const { recovery } = SERVER_ERRORS[error.kind];
  switch (recovery) {
    case 'enrol':
      // It may be another server that answers here today: the token is kept, and tried again.
      return { link: 'notEnrolled', waitMs: slow, level: 'warn', cause };
    case 'tellStaff':
      return { link: error.kind === 'revoked' ? 'revoked' : 'disagrees', waitMs: slow, level: 'warn', cause };
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
