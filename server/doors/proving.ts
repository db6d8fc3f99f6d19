/**
 * The doors where a device proves its key: challenge, token, epoch. In: signatures. Out: a token
 * for a quarter of an hour, or what is wrong with this device's journal or this server's order.
 */
import { z } from 'zod';
import { ChallengeRequest, EpochRequest, TOKEN_MS, TokenRequest, textToSign, type ChallengeReply, type EpochReply, type TokenReply } from '../../shared/contract/wire.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import type { Owner } from '../owner/index.ts';
import { CHALLENGE_MS } from '../proof/challenges.ts';
import type { Proof } from '../proof/index.ts';
import { isSignedBy } from '../proof/keys.ts';
import type { Report } from '../proof/tokens.ts';
import type { CentreStore } from '../store/store.ts';
import type { DeviceRow } from '../store/device-store.ts';
import { GENERATIONS_AHEAD, hindered, ok, read, refuse, TRY_SOON, type Door, type DoorLog, type Refused } from './door.ts';

/** Ids, a signature and two hashes. */
const BODY_LIMIT = 2048;

export interface ProvingParts {
  readonly store: CentreStore;
  readonly owner: Pick<Owner, 'fence' | 'wake' | 'fellBehind' | 'wasRestored'>;
  readonly proof: Proof;
  readonly clock: Clock;
  readonly log: DoorLog;
  /** Whatever this device still holds open is to be closed. */
  readonly onLeft: (device: DeviceRow['device']) => void;
}

export function provingDoors(parts: ProvingParts): readonly Door[] {
  const { store, proof } = parts;
  return [
    {
      method: 'POST',
      path: '/v1/challenge',
      bodyLimit: BODY_LIMIT,
      opensTo: 'anyone',
      async answer({ body }) {
        const asked = read(ChallengeRequest, body);
        if (asked.kind !== 'read') return asked;
        // Given to whomever asks: that a device is not known is told to nobody who can't sign for it.
        return ok({ challenge: proof.challenges.issue(asked.value.device) } satisfies ChallengeReply);
      },
    },
    {
      method: 'POST',
      path: '/v1/token',
      bodyLimit: BODY_LIMIT,
      opensTo: 'anyone',
      async answer({ body }) {
        const asked = read(TokenRequest, body);
        if (asked.kind !== 'read') return asked;
        const proved = await prove(parts, asked.value, textToSign('token', asked.value));
        return proved.kind === 'proved' ? giveToken(parts, proved.row, asked.value) : proved;
      },
    },
    {
      method: 'POST',
      path: '/v1/epoch',
      bodyLimit: BODY_LIMIT,
      opensTo: 'anyone',
      async answer({ body }) {
        const asked = read(EpochRequest, body);
        if (asked.kind !== 'read') return asked;
        const proved = await prove(parts, asked.value, textToSign('epoch', asked.value));
        if (proved.kind !== 'proved') return proved;
        return (await unsettled(store)) ?? renewEpoch(parts, asked.value);
      },
    },
  ];
}

type Proved = { readonly kind: 'proved'; readonly row: DeviceRow };

/** Whether this device signed this text under a challenge of ours, which is used up by it. */
async function prove({ store, proof }: ProvingParts, asked: Pick<TokenRequest, 'device' | 'challenge' | 'signature'>, text: string): Promise<Proved | Refused> {
  const { device, challenge, signature } = asked;
  const { challenges } = proof;
  if (!challenges.isGood(device, challenge)) return refuse({ kind: 'unauthenticated' });
  const row = await store.device(device);
  if (!row || !isSignedBy(row.key, text, signature)) return (await unsettled(store)) ?? refuse({ kind: 'unauthenticated' });
  const used = challenges.use(device, challenge);
  if (used === 'tooMany') return refuse({ kind: 'busy', retryAfterMs: CHALLENGE_MS });
  if (used === 'used') return refuse({ kind: 'unauthenticated' });
  return row.standing === 'in' ? { kind: 'proved', row } : refuse({ kind: 'revoked' });
}

/**
 * What to say while this server can't be sure who is known or how far: it still takes in an order,
 * or another owner has gone on. A device that is told now that it is a stranger, or a copy of
 * itself, would give up an identity that is good.
 */
async function unsettled(store: CentreStore): Promise<Refused | undefined> {
  const ordering = await store.ordering();
  switch (ordering.kind) {
    case 'ordering':
      return undefined;
    case 'collecting':
      return TRY_SOON;
    case 'fenced':
      return refuse({ kind: 'generation', generation: ordering.by });
  }
}

async function giveToken({ store, owner, proof, clock, log }: ProvingParts, row: DeviceRow, { chain, cursor, owner: known }: TokenRequest) {
  const { device } = row;
  const before = await store.head();
  if (cursor.generation > before.generation + GENERATIONS_AHEAD) return refuse({ kind: 'malformed' });
  // [J19] The owner of that later generation is this one, from before its disk was put back.
  if (cursor.generation > before.generation && known === (await store.identity()).owner) {
    const declined = await owner.wasRestored(cursor);
    // Below it would be taken for another owner's, and this one fenced by its own generation.
    if (declined) return refuse(declined.error);
  }
  // Here and not only when it pulls: else others would be ordered meanwhile after an end that is none.
  if (cursor.no > before.no) await owner.fellBehind(cursor);
  const [head, ordering] = await Promise.all([store.head(), store.ordering()]);
  // [J19] Who collects an order learns its generation with it, and goes by the device's until then.
  if (cursor.generation > head.generation && ordering.kind !== 'collecting') {
    log.warn({ device, generation: cursor.generation }, 'a device knows of an owner after this one');
    await owner.fence(cursor.generation);
    return refuse({ kind: 'generation', generation: head.generation });
  }
  // [J11] Who collects an order may have let in a device that had begun anew before: the order that it brings tells of that.
  const isToldLater = ordering.kind === 'collecting' && chain.epoch > row.epoch;
  if (!isToldLater && isForked(row, chain)) {
    log.warn({ device, epoch: chain.epoch, seq: chain.seq }, 'the order knows other entries of a device than it has itself');
    return (await unsettled(store)) ?? refuse({ kind: 'fork' });
  }
  const report = row.reported >= head.generation ? MADE : await reportOf(store, row, chain, cursor);
  const reported = await store.report({ device, generation: report.kind === 'made' ? head.generation : row.reported, at: clock.now() });
  if (reported.kind === 'busy') return hindered(log, reported);
  const generation = Math.max(head.generation, cursor.generation);
  const token = proof.tokens.mint({ device, generation, report });
  return ok({ token, expiresInMs: TOKEN_MS, generation } satisfies TokenReply);
}

/** [J11] Whether a journal is not the one whose entries are in the order: an older state of it, or a copy that went on. */
function isForked(row: DeviceRow, chain: TokenRequest['chain']): boolean {
  if (chain.epoch !== row.epoch || chain.seq < row.acknowledged) return true;
  return chain.seq === row.acknowledged && chain.hash !== row.hash;
}

const MADE: Report = { kind: 'made' };

/** What a device still has to do before nothing it holds of an owner before this one can surprise anybody. */
async function reportOf(store: CentreStore, row: DeviceRow, chain: TokenRequest['chain'], { no, orderHash }: TokenRequest['cursor']): Promise<Report> {
  const isOnOrder = no === 0 || (await store.agree([{ no, orderHash }])) === no;
  if (!isOnOrder) return { kind: 'onceBack' };
  return chain.seq > row.acknowledged ? { kind: 'after', acknowledged: chain.seq } : MADE;
}

async function renewEpoch({ store, owner, proof, clock, log, onLeft }: ProvingParts, { device, newKey, wrote }: z.infer<typeof EpochRequest>) {
  const renewed = await store.renewEpoch({ device, newKey, wrote, at: clock.now() });
  if (renewed.kind === 'busy') return hindered(log, renewed);
  if (renewed.kind !== 'renewed') return refuse(renewed);
  log.warn({ device, epoch: renewed.epoch }, 'a device begins its journal anew');
  // A copy of it may hold tokens: the old key opens nothing any more.
  proof.tokens.endAll(device);
  proof.standings.forget(device);
  onLeft(device);
  owner.wake();
  return ok({ epoch: renewed.epoch } satisfies EpochReply);
}
