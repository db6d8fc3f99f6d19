import { WIRE_VERSION } from '../../../shared/contract/wire.ts';
import type { CentreId } from '../../../shared/domain/ids.ts';
import type { Journal } from '../journal/index.ts';
import type { ServerDoor } from './server-door.ts';

export interface EnrolmentParts {
  readonly journal: Journal;
  readonly server: ServerDoor;
  readonly centre: CentreId;
  /** The code that this machine was given, where it was given one. */
  readonly enrolCode: () => string | undefined;
}

/** There is nothing to show the server: no token, and no code to get one with. */
export class NotEnrolled extends Error {
  constructor() {
    super('this device is not enrolled, and was given no code to enrol with');
    this.name = 'NotEnrolled';
  }
}

/**
 * The server begins a new epoch for this device: it knew more of it than is here, so that entries
 * numbered on from here would collide with those [J11].
 */
export class OtherEpoch extends Error {
  constructor(given: number, own: number) {
    super(`the server enrolled this device into epoch ${given}, and its journal is in epoch ${own}: nothing is pushed`);
    this.name = 'OtherEpoch';
  }
}

/** What this device shows the server: a token, bought with a code that is used once. */
export class Enrolment {
  readonly #parts: EnrolmentParts;
  /** Bought, and not on disk yet: the server burned the code for it. */
  #unsaved: string | undefined;
  /** A code that brought another epoch, and would again. */
  #spent: { readonly code: string; readonly error: OtherEpoch } | undefined;

  constructor(parts: EnrolmentParts) {
    this.#parts = parts;
  }

  /** @throws what the disk says where a token that was bought still can't be kept. */
  token(): string | undefined {
    if (this.#unsaved !== undefined) this.#keep(this.#unsaved);
    return this.#parts.journal.token;
  }

  /** The code to enrol with: the one given now, or one given before that brought nothing yet. */
  code(): string | undefined {
    return this.#parts.enrolCode() ?? this.#parts.journal.enrolCode;
  }

  /**
   * Enrols with the code there is; a token kept so far is replaced only by a new one.
   * @throws NotEnrolled, OtherEpoch, and what the server and the disk throw.
   */
  async enrol(): Promise<string> {
    const { journal, server, centre } = this.#parts;
    const code = this.code();
    if (code === undefined) throw new NotEnrolled();
    if (this.#spent?.code === code) throw this.#spent.error;
    if (code !== journal.enrolCode) journal.keepEnrolCode(code);
    const { token, epoch } = await server.enrol({ wire: WIRE_VERSION, centre, device: journal.device, code });
    if (epoch !== journal.epoch) {
      this.#spent = { code, error: new OtherEpoch(epoch, journal.epoch) };
      throw this.#spent.error;
    }
    this.#keep(token);
    return token;
  }

  #keep(token: string): void {
    this.#unsaved = token;
    this.#parts.journal.keepToken(token);
    this.#unsaved = undefined;
  }
}
