/**
 * The screens that are open, and the line from each to whatever station process runs now.
 *
 * In: screens as they come and go, station processes as they come and go. Out: an `open` for every
 * screen in every process, and `up` and `down` to the screen as its line does. It keeps no frame:
 * what was on its way when a station died, the page's bridge sends again [J18].
 */
import type { StationFrame } from '../../shared/contract/bridge.ts';
import type { Trust } from '../../shared/contract/commands.ts';
import type { ToScreen } from '../../shared/contract/shell.ts';
import type { ToStation } from '../station/channel.ts';

/** A page, as whoever opened its window knows it. */
export interface Screen {
  readonly trust: Trust;
  tell(message: ToScreen): void;
}

export interface OpenScreen {
  /** A frame the page sent on the session it was last told of. One of an older session is late and dropped. */
  frame(session: number, frame: unknown): void;
  close(): void;
}

type Post = (message: ToStation) => void;

/** A screen's line: down, or up under a number. */
interface Line {
  readonly screen: Screen;
  session: number | undefined;
}

export class Sessions {
  readonly #lines = new Set<Line>();
  readonly #bySession = new Map<number, Line>();
  #post: Post | undefined;
  #lastSession = 0;

  open(screen: Screen): OpenScreen {
    const line: Line = { screen, session: undefined };
    this.#lines.add(line);
    this.#raise(line);
    return {
      frame: (session, frame) => {
        if (session === line.session) this.#post?.({ kind: 'frame', session, frame });
      },
      close: () => {
        if (!this.#lines.delete(line) || line.session === undefined) return;
        this.#post?.({ kind: 'close', session: line.session });
        this.#bySession.delete(line.session);
        line.session = undefined;
      },
    };
  }

  /** A station process is ready: every open screen is opened in it. */
  stationUp(post: Post): void {
    this.#post = post;
    for (const line of this.#lines) this.#raise(line);
  }

  /** The station process is gone, and every line with it. */
  stationDown(): void {
    this.#post = undefined;
    this.#bySession.clear();
    for (const line of this.#lines) {
      line.session = undefined;
      line.screen.tell({ kind: 'down' });
    }
  }

  /** What the station sent to one screen; a screen that has closed since gets nothing. */
  deliver(session: number, frame: StationFrame): void {
    this.#bySession.get(session)?.screen.tell({ kind: 'frame', session, frame });
  }

  #raise(line: Line): void {
    if (!this.#post) return;
    const session = ++this.#lastSession;
    line.session = session;
    this.#bySession.set(session, line);
    this.#post({ kind: 'open', session, trust: line.screen.trust });
    line.screen.tell({ kind: 'up', session });
  }
}
