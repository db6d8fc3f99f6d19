/**
 * The doors where a device comes in: the first with the code of its own machine, later ones by
 * asking. In: introductions. Out: the centre and the epoch to begin in, or the code to show.
 */
import { AskRequest, EnrolRequest, type AskReply, type EnrolReply } from '../../shared/contract/wire.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import type { Chance } from '../chance.ts';
import { sha256 } from '../digest.ts';
import { createAskLimit, makeCode, type FirstEnrolment } from '../enrolment/index.ts';
import { failpoint } from '../failpoint.ts';
import type { Owner } from '../owner/index.ts';
import type { Proof } from '../proof/index.ts';
import type { CentreStore } from '../store/store.ts';
import { hindered, ok, read, refuse, TRY_SOON, type Asked, type Door, type DoorLog, type DoorReply } from './door.ts';

const BODY_LIMIT = 2048;

export interface EnrolmentParts {
  readonly store: CentreStore;
  readonly first: FirstEnrolment;
  readonly owner: Pick<Owner, 'wake'>;
  readonly proof: Proof;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: DoorLog;
}

export function enrolmentDoors(parts: EnrolmentParts): readonly Door[] {
  const limit = createAskLimit(parts.clock);
  return [
    { method: 'POST', path: '/v1/enrol', bodyLimit: BODY_LIMIT, opensTo: 'anyone', answer: (asked) => enrol(parts, asked) },
    {
      method: 'POST',
      path: '/v1/enrol/ask',
      bodyLimit: BODY_LIMIT,
      opensTo: 'anyone',
      async answer({ body, address }) {
        const asked = read(AskRequest, body);
        if (asked.kind !== 'read') return asked;
        const wait = limit.waitMs(address, sha256(`${asked.value.device} ${asked.value.key} ${asked.value.secret}`));
        return wait > 0 ? refuse({ kind: 'busy', retryAfterMs: wait }) : ask(parts, asked.value);
      },
    },
  ];
}

async function enrol({ first, owner, proof, log }: EnrolmentParts, { body }: Asked): Promise<DoorReply> {
  const asked = read(EnrolRequest, body);
  if (asked.kind !== 'read') return asked;
  const { device } = asked.value;
  const answer = await first.enrol(asked.value);
  if (answer.kind === 'refused') {
    log.warn({ refused: answer.error.kind, device, why: answer.why }, 'an enrolment was refused');
    return refuse(answer.error);
  }
  failpoint('enrol.rowWritten');
  log.info({ device }, 'a device was enrolled');
  proof.standings.forget(device);
  owner.wake();
  return ok(answer.reply satisfies EnrolReply);
}

async function ask({ store, clock, chance, log }: EnrolmentParts, { secret, ...introduction }: AskRequest): Promise<DoorReply> {
  const at = clock.now();
  const answer = await store.ask({ ...introduction, secretHash: sha256(secret), code: makeCode(chance), at });
  switch (answer.kind) {
    case 'waiting':
      return ok({ kind: 'waiting', code: answer.code, expiresInMs: Math.max(0, answer.expiresAt - at) } satisfies AskReply);
    case 'approved':
      return ok({ kind: 'approved', centre: answer.centre, epoch: answer.epoch } satisfies AskReply);
    case 'refused':
      return ok({ kind: 'refused' } satisfies AskReply);
    case 'busy':
      return answer.why === 'locked' ? TRY_SOON : hindered(log, answer);
  }
}
