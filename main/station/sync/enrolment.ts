import { EnrolRequest } from '../../../shared/contract/wire.ts';
import type { EpochMs } from '../../../shared/domain/clock.ts';
import type { Digest } from '../../../shared/domain/entries/entry.ts';
import type { CentreId } from '../../../shared/domain/ids.ts';
import { fingerprintOf, type EnrolCode, type Fingerprint } from '../../../shared/domain/entries/introduction.ts';
import type { SyncedJournal } from '../journal/synced-journal.ts';
import { NotIn } from './recovery.ts';
import { ServerRefused, type ServerDoor } from './server-door.ts';

/** How this device stands with its centre, for whoever shows it. */
export type EnrolmentState =
  /** The server has not answered yet. */
  | { readonly kind: 'looking' }
  /** A person may let it in by this code, after comparing the fingerprint; at `endsAt` there is another code. */
  | { readonly kind: 'asking'; readonly code: EnrolCode; readonly fingerprint: Fingerprint; readonly endsAt: EpochMs }
  /** An administrator said no. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'in' }
  /** It was put out. */
  | { readonly kind: 'out' };

export interface EnrolmentParts {
  readonly journal: SyncedJournal;
  readonly server: ServerDoor;
  /** Of the centre's file, where it is on this machine. */
  readonly centre: CentreId | undefined;
  /** How this device introduces itself to whoever lets it in. */
  readonly name: string;
  /** The code that this machine was given, where it was given one. */
  readonly enrolCode: () => string | undefined;
  readonly digest: Digest;
  readonly onEnrolment: (state: EnrolmentState) => void;
}

/** How a device is let in: the first one by a code on its own machine, any other by a person. */
export class Enrolment {
  readonly #parts: EnrolmentParts;
  #state: EnrolmentState;
  /** A code that let nobody in. */
  #spent: string | undefined;

  constructor(parts: EnrolmentParts) {
    this.#parts = parts;
    this.#state = { kind: parts.journal.enrolled ? 'in' : 'looking' };
  }

  get state(): EnrolmentState {
    return this.#state;
  }

  /** The server said that this device is in, or out. */
  note(kind: 'in' | 'out'): void {
    this.#set({ kind });
  }

  /**
   * Enrols with the code there is: the one given now, or one given before whose answer was lost.
   * @returns whether that let it in.
   */
  async byCode(): Promise<boolean> {
    const { journal, server, name } = this.#parts;
    const code = this.#parts.enrolCode() ?? journal.enrolCode;
    const centre = this.#centre;
    if (code === undefined || centre === undefined || code === this.#spent) return false;
    const request = EnrolRequest.safeParse({ centre, device: journal.device, key: journal.keys.current, name, code, wrote: journal.chain.seq });
    if (!request.success) return false;
    // Before it is used: the server burns its own copy, and its answer may be lost.
    if (code !== journal.enrolCode) journal.keepEnrolCode(code);
    try {
      this.#admit(await server.enrol(request.data));
      return true;
    } catch (error) {
      if (!(error instanceof ServerRefused) || error.error.kind !== 'unauthenticated') throw error;
      this.#spent = code;
      return false;
    }
  }

  /**
   * Asks to be let in, or for the answer. Asked again after the code ran out, the server gives another.
   * @throws NotIn until the answer is yes.
   */
  async ask(): Promise<void> {
    const { journal, server, name, digest } = this.#parts;
    const { device, keys, asking, chain } = journal;
    const answer = await server.ask({ device, key: keys.current, name, secret: asking.secret, wrote: chain.seq });
    switch (answer.kind) {
      case 'approved':
        return this.#admit(answer);
      case 'refused':
        this.#set({ kind: 'refused' });
        throw new NotIn('refused');
      case 'waiting': {
        const { code, expiresInMs } = answer;
        const isShown = this.#state.kind === 'asking' && this.#state.code === code;
        if (!isShown) this.#set({ kind: 'asking', code, fingerprint: fingerprintOf(digest, keys.current), endsAt: journal.readClocks().at + expiresInMs });
        throw new NotIn('asking');
      }
      default:
        return answer satisfies never;
    }
  }

  /** A person at this device wants it in although it was refused, or put out. */
  askAgain(): void {
    const { journal } = this.#parts;
    if (this.#state.kind === 'refused') journal.askAnew();
    else if (this.#state.kind === 'out') journal.becomeAnotherDevice();
    else return;
    this.#set({ kind: 'looking' });
  }

  get #centre(): CentreId | undefined {
    return this.#parts.journal.centre ?? this.#parts.centre;
  }

  #admit({ centre, epoch }: { readonly centre: CentreId; readonly epoch: number }): void {
    const { journal } = this.#parts;
    if (this.#centre !== undefined && this.#centre !== centre) throw new ServerRefused({ kind: 'otherCentre' });
    // A server that knows less of this device than it does itself counts its epochs from 1: the own
    // one is never begun twice. That they differ is found when it proves its key.
    journal.noteEnrolled(centre, Math.max(epoch, journal.epoch));
  }

  #set(state: EnrolmentState): void {
    const isSame = state.kind === this.#state.kind && state.kind !== 'asking';
    this.#state = state;
    if (!isSame) this.#parts.onEnrolment(state);
  }
}
