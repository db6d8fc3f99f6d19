import type { Timers } from '../../../shared/domain/clock.ts';
import type { ServerDoor } from './server-door.ts';

export interface LiveLineParts {
  readonly server: ServerDoor;
  readonly timers: Timers;
  readonly fraction: () => number;
  /** What to listen with now. */
  readonly token: () => string | undefined;
  readonly onPoke: (head: number) => void;
  /** A line that was good is gone, or the first try failed; told once until a poke comes again. */
  readonly onDrop: () => void;
}

const FIRST_WAIT_MS = 1000;
const LAST_WAIT_MS = 60_000;

/** One try at the door; its socket is there from when the door returns it. */
interface Line {
  socket: { close(): void } | undefined;
}

/**
 * The line that pokes come over [J9]. It has a back-off of its own: where only this door fails —
 * an old proxy, say — polling goes on at its pace, and the door is knocked at ever more rarely.
 */
export class LiveLine {
  readonly #parts: LiveLineParts;
  /** Ends since the last poke. */
  #failures = 0;
  /** The line that is open or being opened; what an earlier one still says is not heard. */
  #line: Line | undefined;
  #callOff: (() => void) | undefined;

  constructor(parts: LiveLineParts) {
    this.#parts = parts;
  }

  /** Opens the line, and again whenever it ends, until `close`. Already open, it stays as it is. */
  open(): void {
    if (this.#line || this.#callOff) return;
    if (this.#failures === 0) this.#connect();
    else this.#connectLater();
  }

  /** Opened again, it begins afresh: what failed before says nothing of a server that is back [J12]. */
  close(): void {
    this.#failures = 0;
    this.#callOff?.();
    this.#callOff = undefined;
    this.#line?.socket?.close();
    this.#line = undefined;
  }

  #connect(): void {
    const token = this.#parts.token();
    // The next good round opens it.
    if (token === undefined) return;
    const line: Line = { socket: undefined };
    this.#line = line;
    const onPoke = (head: number): void => {
      if (this.#line !== line) return;
      this.#failures = 0;
      this.#parts.onPoke(head);
    };
    const onEnd = (): void => {
      if (this.#line !== line) return;
      this.#line = undefined;
      this.#failures += 1;
      this.#connectLater();
      if (this.#failures === 1) this.#parts.onDrop();
    };
    line.socket = this.#parts.server.live(token, onPoke, onEnd);
  }

  #connectLater(): void {
    const { timers, fraction } = this.#parts;
    const wait = Math.min(LAST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(this.#failures - 1, 16));
    this.#callOff = timers.after(wait * (0.75 + 0.5 * fraction()), () => {
      this.#callOff = undefined;
      this.#connect();
    });
  }
}
