/**
 * The enrolment of a centre's first device. In: the code that this machine wrote to a file only
 * its owner can read. Out: a device that may prove its key. It never opens a second time: later
 * devices are let in by staff, not by a file.
 */
import { CannotGoOn } from '../../shared/contract/problem.ts';
import type { ServerError } from '../../shared/contract/server-errors.ts';
import type { EnrolReply, EnrolRequest } from '../../shared/contract/wire.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import { spellId } from '../../shared/domain/ids.ts';
import type { Chance } from '../chance.ts';
import { sha256 } from '../digest.ts';
import type { CentreStore, Hindrance } from '../store/store.ts';

/** Wrong tries in `TRIES_WINDOW_MS` before every try has to wait. A code's 130 bits need no more. */
export const TRIES = 5;
export const TRIES_WINDOW_MS = 60_000;

/** Where the code lies for the first device to read. */
export interface CodeFile {
  /** Puts the code there, readable by its owner alone. */
  readonly write: (code: string) => Promise<void>;
  /** Removes it; nothing to remove is fine. */
  readonly remove: () => Promise<void>;
}

type EnrolAnswer =
  | { readonly kind: 'enrolled'; readonly reply: EnrolReply }
  | { readonly kind: 'refused'; readonly error: ServerError; readonly why: Hindrance | undefined };

export interface FirstEnrolment {
  enrol(request: EnrolRequest): Promise<EnrolAnswer>;
}

/**
 * Opens enrolment where no device is enrolled, and closes it for good where one is.
 * @throws CannotGoOn when the store can't note the code; what `codeFile` throws when it can't be written.
 */
export async function openFirstEnrolment(store: CentreStore, codeFile: CodeFile, clock: Clock, chance: Chance): Promise<FirstEnrolment> {
  const { devices, owner } = await store.identity();
  if (devices > 0) {
    // Left behind by a process that died between the enrolment and its tidying.
    await codeFile.remove();
  } else {
    const code = spellId(chance.bytes(26));
    const opened = await store.openEnrolment({ codeHash: sha256(code), at: clock.now() });
    if (opened.kind === 'busy') throw cannotOpen(opened.why);
    await codeFile.write(code);
  }
  return limitTries(clock, async (request) => {
    const { code, ...introduction } = request;
    // Under the owner's name a device could write what only an owner may.
    if (request.device === owner) return { kind: 'refused', error: { kind: 'unauthenticated' }, why: undefined };
    const result = await store.enrol({ ...introduction, codeHash: sha256(code), at: clock.now() });
    if (result.kind === 'busy') {
      return { kind: 'refused', error: { kind: 'busy', retryAfterMs: result.retryAfterMs }, why: result.why };
    }
    if (result.kind !== 'enrolled') return { kind: 'refused', error: { kind: result.kind }, why: undefined };
    await codeFile.remove();
    return { kind: 'enrolled', reply: { centre: result.centre, epoch: result.epoch } };
  });
}

function cannotOpen(why: Hindrance): CannotGoOn {
  switch (why) {
    case 'diskFull':
      return new CannotGoOn('diskFull', 'The disk is full: the code for the first device could not be noted. Make room and start again. Nothing was lost.');
    case 'notWritable':
      return new CannotGoOn('notWritable', "The database can't be written by this user: the code for the first device could not be noted. Nothing was lost.");
    case 'locked':
      return new CannotGoOn('alreadyRunning', 'Another program holds the database: the code for the first device could not be noted. Stop it and start again.');
    case 'unreachable':
      return new CannotGoOn('unreachable', 'The database can’t be reached: the code for the first device could not be noted. Start it and start again. Nothing was lost.');
  }
}

/** After too many wrong tries every try waits, the right one too: otherwise waiting would tell which is right. */
function limitTries(clock: Clock, enrol: FirstEnrolment['enrol']): FirstEnrolment {
  let wrong: readonly number[] = [];
  return {
    async enrol(request) {
      const now = clock.monotonic();
      wrong = wrong.filter((at) => now - at < TRIES_WINDOW_MS);
      const [oldest] = wrong;
      if (oldest !== undefined && wrong.length >= TRIES) {
        const retryAfterMs = Math.ceil(oldest + TRIES_WINDOW_MS - now);
        return { kind: 'refused', error: { kind: 'busy', retryAfterMs }, why: undefined };
      }
      // Counted before it is known to be wrong, so that tries sent all at once count too.
      wrong = [...wrong, now];
      const answer = await enrol(request);
      if (answer.kind === 'enrolled') wrong = [];
      return answer;
    },
  };
}
