import { Enrolment, type EnrolmentParts, type EnrolmentState } from './enrolment.ts';
import { renewEpoch } from './epochs.ts';
import { Proving, type ProvingParts } from './proving.ts';
import { NotIn } from './recovery.ts';
import { ServerRefused } from './server-door.ts';

export interface AdmissionParts extends EnrolmentParts, ProvingParts {
  /** This device has become another one. */
  readonly onBegun: () => void;
}

/**
 * How often a server may say that it does not know a device which it let in. It may be the wrong
 * server for a while, or one that was restored and is being given back what it lost; and whoever
 * becomes another device does not become this one again.
 */
const PATIENCE = 3;

/** How a device gets at a token, whatever stands in its way: it proves its key, enrols, or asks. */
export class Admission {
  readonly #parts: AdmissionParts;
  readonly #proving: Proving;
  readonly #enrolment: Enrolment;
  /** How often in a row the server did not know this device, which it had let in. */
  #unknown = 0;
  /** Whether a device that was never let in has tried its key in this life: the answer that let it in may have been lost. */
  #hasTried = false;

  constructor(parts: AdmissionParts) {
    this.#parts = parts;
    this.#proving = new Proving(parts);
    this.#enrolment = new Enrolment(parts);
  }

  get state(): EnrolmentState {
    return this.#enrolment.state;
  }

  /** The token at hand, good or not. */
  get held(): string | undefined {
    return this.#proving.held;
  }

  /** @throws NotIn while the server does not let it in, and what else the server answers. */
  async token(): Promise<string> {
    const { good } = this.#proving;
    if (good !== undefined) return good;
    const token = await this.#getIn();
    this.#noteIn();
    return token;
  }

  /** The server said that this device was put out. */
  noteOut(): void {
    this.#enrolment.note('out');
  }

  /** A token in place of one that was refused, where the key alone opens the door. */
  renew(refused: string): Promise<string | undefined> {
    return this.#proving.renew(refused);
  }

  /** The server does not take the token any more. */
  drop(): void {
    this.#proving.drop();
  }

  /** A person at this device wants it in although it was refused, or put out. */
  askAgain(): void {
    const { journal, onBegun } = this.#parts;
    const before = journal.device;
    this.#enrolment.askAgain();
    if (journal.device === before) return;
    this.drop();
    onBegun();
  }

  stop(): void {
    this.#proving.stop();
  }

  async #getIn(): Promise<string> {
    const { journal } = this.#parts;
    // A code lies there only while the server knows nobody: it is new, or takes the order over [J19],
    // and can't end the epoch that another server began.
    if (await this.#enrolment.byCode()) return this.#proveAfterEntry();
    // A new epoch that was begun is begun to its end: the old key may open nothing any more.
    const isKnown = journal.keys.next !== undefined && (await renewEpoch(this.#parts));
    if (isKnown || journal.enrolled) {
      const token = await this.#proving.prove();
      if (token !== undefined) return token;
    }
    if (journal.enrolled) this.#becomeAnother();
    else if (!this.#hasTried) {
      const token = await this.#proving.prove();
      this.#hasTried = true;
      if (token !== undefined) return token;
    }
    await this.#enrolment.ask();
    return this.#proveAfterEntry();
  }

  /** @throws NotIn as long as it is too early for that. */
  #becomeAnother(): void {
    const { journal, onBegun } = this.#parts;
    this.#unknown += 1;
    if (this.#unknown < PATIENCE) throw new NotIn('unknown');
    this.#unknown = 0;
    journal.becomeAnotherDevice();
    onBegun();
  }

  async #proveAfterEntry(): Promise<string> {
    const token = await this.#proving.prove();
    if (token === undefined) throw new ServerRefused({ kind: 'unauthenticated' });
    return token;
  }

  #noteIn(): void {
    const { journal } = this.#parts;
    this.#unknown = 0;
    const centre = journal.centre ?? this.#parts.centre;
    // A token is the proof, also where the answer that let it in was lost.
    if (!journal.enrolled && centre !== undefined) journal.noteEnrolled(centre, journal.epoch);
    this.#enrolment.note('in');
  }
}
