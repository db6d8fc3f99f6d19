/**
 * A centre's server over a store: owner, doors, live sockets, put together. In: a store, time,
 * chance. Out: the doors, bound to HTTP, and what a clock has to call. It opens no file, listens
 * nowhere yet, and starts no timer.
 */
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { Clock } from '../shared/domain/clock.ts';
import { BootId, spellId } from '../shared/domain/ids.ts';
import type { Chance } from './chance.ts';
import { sha256 } from './digest.ts';
import { createDoors, type Doors } from './doors/index.ts';
import { openFirstEnrolment, type CodeFile } from './enrolment/index.ts';
import { createHttp } from './http.ts';
import { createLive, type Live } from './live.ts';
import { createOwner, type Owner, type OwnerTrouble } from './owner/index.ts';
import type { CentreStore } from './store/store.ts';

export interface AppParts {
  readonly store: CentreStore;
  readonly codeFile: CodeFile;
  readonly clock: Clock;
  readonly chance: Chance;
  /** A pino logger, or another of its form. */
  readonly log: FastifyBaseLogger;
}

export interface App {
  readonly http: FastifyInstance;
  readonly live: Live;
  readonly doors: Doors;
  readonly owner: Owner;
  /** Drops live sockets that are silent, and whose devices may listen no longer. Every `BEAT_MS`. */
  beat(): Promise<void>;
}

/**
 * How often live sockets are looked at: with `STANDING_MS`, a device that was put out, by whatever
 * process, listens for less than a minute more.
 */
export const BEAT_MS = 20_000;

/**
 * Starts the owner, and opens enrolment where no device came yet. Closing `http` leaves owner and store open.
 * @throws CannotGoOn where the first device's code can't be noted; what the store throws where its order can't be read.
 */
export async function createApp({ store, codeFile, clock, chance, log }: AppParts): Promise<App> {
  const live = createLive();
  const onMoved = (head: number): void => live.poke({ head });
  const bootId = BootId.parse(spellId(chance.bytes(26)));
  const owner = createOwner({ store, digest: sha256, clock, bootId, opens: 'byItself', onMoved, onTrouble: (trouble) => tell(log, trouble) });
  await owner.start();
  const first = await openFirstEnrolment(store, codeFile, clock, chance);
  const doors = createDoors({ store, owner, first, clock, chance, log, onMoved, onLeft: (device) => live.dismiss(device) });
  return {
    http: createHttp({ store, doors, live, log }),
    live,
    doors,
    owner,
    async beat() {
      live.beat();
      try {
        for (const device of live.devices()) if (!(await doors.mayListen(device))) live.dismiss(device);
      } catch (error) {
        log.error({ err: error }, 'whether those who listen still may could not be looked up; at the next beat again');
      }
    },
  };
}

function tell(log: FastifyBaseLogger, trouble: OwnerTrouble): void {
  switch (trouble.kind) {
    case 'opened':
      return log.warn({ generation: trouble.generation }, 'this server opened a new generation of the order');
    case 'fenced':
      return log.error({ by: trouble.by }, 'another server orders this centre now; this one gives nothing any more');
    case 'leasesHeld':
      return log.warn({ by: trouble.by }, 'numbers are leased again once these devices have reported, or are written off');
    case 'outdated':
      return log.error({ reducers: trouble.reducers }, 'the journal needs a newer version of this program: nothing is granted until it is updated');
    case 'badSnapshot':
      return log.warn('the snapshot of the state was not what its hash says; the order is folded from its start');
    case 'orderChanged':
      return log.error('the order on disk is not the one that was folded; it is folded anew');
    case 'hindered':
      return log.error({ why: trouble.why }, 'the store can’t be written by the order’s owner; it tries again');
    case 'refused':
      return log.error({ why: trouble.why }, 'the store refused an entry of the order’s owner');
    case 'failed':
      return log.error({ err: trouble.error }, 'the order’s owner failed unexpectedly; it tries again');
  }
}
