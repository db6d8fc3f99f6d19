/**
 * The doors of the centre's order: push, entries, snapshot, agree, order. In: what a device wrote,
 * and how far it has the order. Out: places, acknowledgements, and where two orders agree.
 */
import { z } from 'zod';
import {
  AGREE_LIMIT,
  AgreeRequest,
  BODY_LIMIT,
  Cursor,
  OrderRequest,
  PULL_LIMIT,
  PUSH_LIMIT,
  type AgreeReply,
  type EntriesReply,
  type OrderReply,
  type PushReply,
  type PushRequest,
} from '../../shared/contract/wire.ts';
import { PUSH_REQUESTS } from '../../shared/contract/versions.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import { failpoint } from '../failpoint.ts';
import type { OrderedEntry } from '../../shared/domain/entries/entry.ts';
import type { Owner } from '../owner/index.ts';
import type { Proof } from '../proof/index.ts';
import type { Pass } from '../proof/tokens.ts';
import type { PushRefusal, PushResult } from '../store/order-store.ts';
import type { CentreStore } from '../store/store.ts';
import { GENERATIONS_AHEAD, HIGHEST_EPOCH, hindered, ok, read, readList, refuse, TRY_SOON, type Asked, type Caller, type Door, type DoorLog, type DoorReply } from './door.ts';

/** Hashes and numbers alone. */
const SMALL_BODY = 16 * 1024;

export interface OrderParts {
  readonly store: CentreStore;
  readonly owner: Pick<Owner, 'snapshot' | 'adopt' | 'lostStretch' | 'fellBehind'>;
  readonly proof: Proof;
  readonly clock: Clock;
  readonly log: DoorLog;
  /** The order grew and ends here now. */
  readonly onMoved: (head: number) => void;
}

export function orderDoors(parts: OrderParts): readonly Door[] {
  return [
    { method: 'POST', path: '/v1/push', bodyLimit: BODY_LIMIT, opensTo: 'devices', answer: (asked, caller) => push(parts, asked, caller) },
    { method: 'GET', path: '/v1/entries', bodyLimit: 0, opensTo: 'devices', answer: (asked, caller) => pull(parts, asked, caller) },
    { method: 'GET', path: '/v1/snapshot', bodyLimit: 0, opensTo: 'devices', answer: (asked) => snapshot(parts, asked) },
    { method: 'POST', path: '/v1/agree', bodyLimit: SMALL_BODY, opensTo: 'devices', answer: (asked, caller) => agree(parts, asked, caller) },
    { method: 'POST', path: '/v1/order', bodyLimit: BODY_LIMIT, opensTo: 'devices', answer: (asked, caller) => adopt(parts, asked, caller) },
  ];
}

async function push(parts: OrderParts, { body, version }: Asked, { device, pass }: Caller): Promise<DoorReply> {
  const { store, clock, log } = parts;
  const asked = readList<PushOfAnyVersion>(version === 2 ? PUSH_REQUESTS[2] : PUSH_REQUESTS[4], body, 'entries', PUSH_LIMIT);
  if (asked.kind !== 'read') return asked;
  const { epoch, first, entries, sent } = asked.value;
  if (epoch > HIGHEST_EPOCH) return refuse({ kind: 'malformed' });
  const pushed = await store.push({ device, epoch, first, entries, sent, receivedAt: clock.now() });
  failpoint('push.afterCommit');
  return pushed.kind === 'acknowledged' ? acknowledge(parts, pass, pushed) : notPushed(log, device, pushed);
}

/** `sent` came with version 3. */
type PushOfAnyVersion = Omit<PushRequest, 'sent'> & Partial<Pick<PushRequest, 'sent'>>;

type Acknowledged = Extract<PushResult, { kind: 'acknowledged' }>;

async function acknowledge({ store, proof, clock, log, onMoved }: OrderParts, pass: Pass, { acknowledged, added, quarantined, no, generation }: Acknowledged): Promise<DoorReply> {
  const { device, report } = pass;
  // [J5] Somebody has to look at it; what it holds is nobody's but the centre's.
  if (quarantined > 0) log.warn({ device, quarantined, head: no }, 'entries that can’t be read were put in quarantine');
  if (added > 0) onMoved(no);
  if (report.kind === 'after' && acknowledged >= report.acknowledged) {
    const reported = await store.report({ device, generation: pass.generation, at: clock.now() });
    if (reported.kind === 'written') pass.report = { kind: 'made' };
    else hindered(log, reported);
  }
  endIfOutdated(proof, pass, generation);
  return ok({ acknowledged, head: no, generation } satisfies PushReply);
}

/** [J19] A token of a generation before this one: its device proves itself anew, and thereby reports in this one. */
function endIfOutdated({ tokens }: Proof, pass: Pass, generation: number): void {
  if (pass.generation < generation && pass.report.kind !== 'onceBack') tokens.end(pass);
}

function notPushed(log: DoorLog, device: Caller['device'], result: Exclude<PushResult, { kind: 'acknowledged' }>): DoorReply {
  switch (result.kind) {
    case 'busy':
      return hindered(log, result);
    case 'moved':
    case 'collecting':
      return TRY_SOON;
    case 'unauthenticated':
    case 'revoked':
    case 'malformed':
    case 'gap':
    case 'fork':
    case 'chainBroken':
    case 'generation':
      log.warn({ device, refused: result.kind }, 'a push was refused');
      return refuse(result satisfies PushRefusal);
  }
}

const digits = z.string().regex(/^\d{1,15}$/).transform(Number);

/** The query of `GET /v1/entries`: a cursor, and how many places at most. */
const EntriesQuery = z
  .strictObject({ generation: digits, after: digits, hash: z.string(), limit: digits.pipe(z.int().min(1).max(PULL_LIMIT)).default(PULL_LIMIT) })
  .transform(({ generation, after, hash, limit }) => ({ cursor: { generation, no: after, orderHash: hash }, limit }))
  .pipe(z.object({ cursor: Cursor, limit: z.int() }));

async function pull({ store, owner, proof, log }: OrderParts, { query }: Asked, { device, pass }: Caller): Promise<DoorReply> {
  const asked = read(EntriesQuery, query);
  if (asked.kind !== 'read') return asked;
  const { cursor } = asked.value;
  const pulled = await store.pull(asked.value);
  if (pulled.kind === 'places') {
    const { generation, head, entries } = pulled;
    if (pass.report.kind === 'onceBack') proof.tokens.end(pass);
    endIfOutdated(proof, pass, generation);
    return ok({ generation, head, entries: [...entries] } satisfies EntriesReply);
  }
  log.warn({ device, refused: pulled.kind }, 'a pull was refused');
  if (pulled.kind === 'cursorAhead') await owner.fellBehind(cursor);
  if (pulled.kind !== 'generation') return refuse(pulled);
  // Who still collects an order is no old owner: it is to be offered what it has not.
  if ((await store.ordering()).kind === 'collecting') return refuse({ kind: 'cursorAhead' });
  if (pulled.generation !== cursor.generation) return refuse(pulled);
  // Two orders in one generation: this one lost a stretch that was ordered before, and went on.
  await owner.lostStretch();
  return refuse({ kind: 'generation', generation: (await store.head()).generation });
}

const NoQuery = z.strictObject({});

async function snapshot({ owner }: OrderParts, { query }: Asked): Promise<DoorReply> {
  const asked = read(NoQuery, query);
  if (asked.kind !== 'read') return asked;
  const answer = await owner.snapshot();
  return answer.kind === 'snapshot' ? ok(answer.snapshot) : refuse(answer.error);
}

async function agree({ store }: OrderParts, { body }: Asked, { pass }: Caller): Promise<DoorReply> {
  const asked = readList(AgreeRequest, body, 'places', AGREE_LIMIT);
  if (asked.kind !== 'read') return asked;
  // The head last: what is agreed on is never past it.
  const no = await store.agree(asked.value.places);
  const head = await store.head();
  return ok({ no, head: head.no, generation: Math.max(head.generation, pass.generation) } satisfies AgreeReply);
}

async function adopt({ store, owner, log, onMoved }: OrderParts, { body }: Asked, { device }: Caller): Promise<DoorReply> {
  const asked = readList(OrderRequest, body, 'places', PUSH_LIMIT);
  if (asked.kind !== 'read') return asked;
  const { generation } = await store.head();
  const isOfAFault = ({ place, id }: OrderedEntry): boolean => place.generation > generation + GENERATIONS_AHEAD || id.epoch > HIGHEST_EPOCH;
  if (asked.value.places.some(isOfAFault)) return refuse({ kind: 'malformed' });
  const adopted = await owner.adopt(device, asked.value);
  if (adopted.kind === 'adopted') {
    onMoved(adopted.head);
    return ok({ head: adopted.head } satisfies OrderReply);
  }
  log.warn({ device, refused: adopted.error.kind }, 'a stretch of the order that a device kept was refused');
  return refuse(adopted.error);
}
