/**
 * The server's doors, whatever carries the messages: HTTP in a house, a function call in a
 * simulation. In: requests as they came, nothing of them believed. Out: replies of the wire's
 * contract, or one of its error kinds [J10]. They decide nothing about a centre, and log no entry,
 * no token and no code.
 */
import type { Clock } from '../../shared/domain/clock.ts';
import type { DeviceId } from '../../shared/domain/ids.ts';
import type { Chance } from '../chance.ts';
import { createApprovals, type Approvals, type FirstEnrolment } from '../enrolment/index.ts';
import type { Owner } from '../owner/index.ts';
import { createProof, type Proof } from '../proof/index.ts';
import type { CentreStore } from '../store/store.ts';
import { readVersion, refuse, WRONG_VERSION, type Caller, type Door, type DoorHead, type DoorLog, type DoorMessage, type DoorPlace, type DoorReply, type DoorRequest, type Refused } from './door.ts';
import { enrolmentDoors } from './enrolment.ts';
import { grantDoors } from './grants.ts';
import { keyDoors } from './keys.ts';
import { orderDoors } from './order.ts';
import { provingDoors } from './proving.ts';

export type { DoorHead, DoorLog, DoorMessage, DoorPlace, DoorReply, DoorRequest } from './door.ts';

/** How long a caller waits after a fault that nobody foresaw. */
export const UNEXPECTED_RETRY_MS = 5000;

export interface DoorParts {
  readonly store: CentreStore;
  readonly owner: Owner;
  readonly first: FirstEnrolment;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: DoorLog;
  /** The order grew by what a device sent, and ends here now. The owner tells of its own entries itself. */
  readonly onMoved: (head: number) => void;
  /** This device was put out, or has a new key: whatever it still holds open is to be closed. */
  readonly onLeft: (device: DeviceId) => void;
}

export interface Doors {
  /** All there are, for whoever binds them to a wire. */
  readonly places: readonly DoorPlace[];
  /** Answers a request. Total: it answers whatever comes, and never throws. */
  handle(request: DoorRequest): Promise<DoorReply>;
  /** As `handle`, in two steps: who may not come in is told so before its body is read. */
  admit(head: DoorHead): Promise<Admitted | Refused>;
  /** Who asks to be told when the order grows [J9]. */
  admitListener(head: Omit<DoorHead, 'method' | 'path'>): Promise<{ readonly kind: 'admitted'; readonly device: DeviceId } | Refused>;
  /** Whether a device that listens may go on: it is in, and has renewed its token. */
  mayListen(device: DeviceId): Promise<boolean>;
  /** What an administrator does about devices. */
  readonly approvals: Approvals;
}

export interface Admitted {
  readonly kind: 'admitted';
  readonly enter: (message: DoorMessage) => Promise<DoorReply>;
}

export function createDoors(parts: DoorParts): Doors {
  const { log } = parts;
  const proof = createProof(parts.store, parts.clock, parts.chance);
  const doors = [...enrolmentDoors({ ...parts, proof }), ...provingDoors({ ...parts, proof }), ...orderDoors({ ...parts, proof }), ...grantDoors(parts.owner), ...keyDoors(parts)];
  const byPlace = new Map(doors.map((door) => [`${door.method} ${door.path}`, door]));

  const admit: Doors['admit'] = (head) =>
    foreseen(log, head.path, async () => {
      const door = byPlace.get(`${head.method} ${head.path}`);
      if (!door) return refuse({ kind: 'noSuchPath' });
      const version = readVersion(head.version);
      if (version === undefined) return WRONG_VERSION;
      const opened = await open(proof, door, head.token);
      if (opened.kind === 'error') return opened;
      const { address } = head;
      return { kind: 'admitted', enter: (message) => foreseen(log, door.path, () => opened.answer({ ...message, version, address })) };
    });

  return {
    places: doors,
    admit,
    async handle({ query, body, ...head }) {
      const admitted = await admit(head);
      return admitted.kind === 'admitted' ? admitted.enter({ query, body }) : admitted;
    },
    admitListener: ({ version, token }) =>
      foreseen(log, '/v1/live', async () => {
        if (readVersion(version) === undefined) return WRONG_VERSION;
        const known = await callerOf(proof, token);
        return known.kind === 'caller' ? { kind: 'admitted', device: known.caller.device } : known;
      }),
    async mayListen(device) {
      return proof.tokens.has(device) && (await proof.standings.of(device)) === 'in';
    },
    approvals: createApprovals({ ...parts, proof }),
  };
}

type Answer = Extract<Door, { opensTo: 'anyone' }>['answer'];

async function open(proof: Proof, door: Door, token: string | undefined): Promise<{ readonly kind: 'open'; readonly answer: Answer } | Refused> {
  if (door.opensTo === 'anyone') return { kind: 'open', answer: door.answer };
  const known = await callerOf(proof, token);
  return known.kind === 'caller' ? { kind: 'open', answer: (asked) => door.answer(asked, known.caller) } : known;
}

async function callerOf({ tokens, standings }: Proof, token: string | undefined): Promise<{ readonly kind: 'caller'; readonly caller: Caller } | Refused> {
  const pass = token === undefined ? undefined : tokens.find(token);
  if (!pass) return refuse({ kind: 'unauthenticated' });
  switch (await standings.of(pass.device)) {
    case 'in':
      return { kind: 'caller', caller: { device: pass.device, pass } };
    case 'out':
      return refuse({ kind: 'revoked' });
    case 'unknown':
      return refuse({ kind: 'unauthenticated' });
  }
}

/** [J10] What nobody foresaw leaves as `busy`, with one line in the log. */
async function foreseen<T>(log: DoorLog, path: string, answer: () => Promise<T>): Promise<T | Refused> {
  try {
    return await answer();
  } catch (error) {
    log.error({ err: error, path }, 'a request failed unexpectedly');
    return refuse({ kind: 'busy', retryAfterMs: UNEXPECTED_RETRY_MS });
  }
}
