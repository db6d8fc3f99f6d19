import type { StationFrame } from '../../../shared/contract/bridge.ts';
import type { Command, Reply, Trust } from '../../../shared/contract/commands.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import { gate } from '../../../shared/contract/gate.ts';
import type { View, ViewQuery } from '../../../shared/contract/views.ts';

export interface ScreensParts {
  /** Answers at once, or later where the command has to wait. Never throws or rejects. */
  readonly carryOut: (command: Command, trust: Trust) => Reply | Promise<Reply>;
  readonly clock: Pick<Clock, 'monotonic'>;
  /** Undefined while the station has no centre to show, and where the view can't be made. Never throws. */
  readonly view: (query: ViewQuery) => View | undefined;
}

/** One connected screen. */
export interface Screen {
  /** Takes what the screen sent, whatever it is. */
  receive(raw: unknown): void;
  close(): void;
}

/** [E11] A wall that painted nothing for so long stands still: three times as long as between two words of it. */
export const STILL_MS = 30_000;

/** More than any screen of ours asks for; a page gone wrong can't fill the memory. */
const WATCHES_PER_SCREEN = 32;

interface Connected {
  readonly trust: Trust;
  readonly send: (frame: StationFrame) => void;
  readonly watches: Map<number, { query: ViewQuery; shown: string }>;
  /** By the monotonic clock: when it last painted a frame, or came. */
  paintedAt: number;
}

/** Every screen this station serves, in a window or a browser. */
export class Screens {
  readonly #parts: ScreensParts;
  readonly #connected = new Set<Connected>();
  #publishing: NodeJS.Immediate | undefined;
  #closed = false;

  constructor(parts: ScreensParts) {
    this.#parts = parts;
  }

  connect(trust: Trust, send: (frame: StationFrame) => void): Screen {
    const screen: Connected = { trust, send, watches: new Map(), paintedAt: this.#parts.clock.monotonic() };
    this.#connected.add(screen);
    return {
      receive: (raw) => {
        this.#receive(screen, raw);
      },
      close: () => this.#connected.delete(screen),
    };
  }

  /** Whether any screen of that trust is here now. */
  hasTrust(trust: Trust): boolean {
    return [...this.#connected].some((screen) => screen.trust === trust);
  }

  /** [E11] Walls that are here and painted nothing for a while. */
  stillWalls(): number {
    const now = this.#parts.clock.monotonic();
    return [...this.#connected].filter(({ trust, paintedAt }) => trust === 'display' && now - paintedAt >= STILL_MS).length;
  }

  /** Something changed: every watching screen gets its new view, once per turn of the loop. */
  publish(): void {
    this.#publishing ??= setImmediate(() => {
      this.#publishing = undefined;
      const views = new Map<string, { view: View; text: string } | undefined>();
      for (const screen of this.#connected) {
        for (const [frame, watch] of screen.watches) this.#show(screen, frame, watch, views);
      }
    });
  }

  /** From here on nothing is answered: the wire goes down next, and each bridge asks the next station again [J18]. */
  close(): void {
    this.#closed = true;
    if (this.#publishing) clearImmediate(this.#publishing);
    this.#connected.clear();
  }

  #receive(screen: Connected, raw: unknown): void {
    if (this.#closed) return;
    const passage = gate(screen.trust, raw);
    if (passage.kind === 'refuse') screen.send(passage.answer);
    if (passage.kind !== 'pass') return;
    const { frame } = passage;
    switch (frame.kind) {
      case 'call':
        this.#reply(screen, frame.frame, this.#parts.carryOut(frame.command, screen.trust));
        return;
      case 'watch': {
        if (screen.watches.size >= WATCHES_PER_SCREEN || screen.watches.has(frame.frame)) return;
        const watch = { query: frame.query, shown: '' };
        screen.watches.set(frame.frame, watch);
        this.#show(screen, frame.frame, watch, new Map());
        return;
      }
      case 'unwatch':
        screen.watches.delete(frame.frame);
        return;
      case 'painted':
        screen.paintedAt = this.#parts.clock.monotonic();
        return;
      default:
        frame satisfies never;
    }
  }

  /** What can be answered at once is: a visitor's number waits for no other turn of the loop. */
  #reply(screen: Connected, frame: number, reply: Reply | Promise<Reply>): void {
    if (!(reply instanceof Promise)) {
      screen.send({ kind: 'reply', frame, reply });
      return;
    }
    void reply.then((later) => {
      // Whoever has gone, and whoever is asked again by the next station, gets it there [J18].
      if (this.#connected.has(screen)) screen.send({ kind: 'reply', frame, reply: later });
    });
  }

  #show(
    screen: Connected,
    frame: number,
    watch: { query: ViewQuery; shown: string },
    views: Map<string, { view: View; text: string } | undefined>,
  ): void {
    const key = JSON.stringify(watch.query);
    if (!views.has(key)) {
      const view = this.#parts.view(watch.query);
      views.set(key, view && { view, text: JSON.stringify(view) });
    }
    const now = views.get(key);
    if (!now || now.text === watch.shown) return;
    watch.shown = now.text;
    screen.send({ kind: 'view', frame, view: now.view });
  }
}
