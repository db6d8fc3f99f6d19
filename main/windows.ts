/**
 * The windows of this device. In: which screens to open. Out: one window for each, that shows its
 * own page and can do nothing else, back by itself when its page dies; and whose window a page is.
 * It never gives a page Node, a second window, another address or a permission.
 */
import { BrowserWindow, screen, type BrowserWindowConstructorOptions, type Session, type WebContents } from 'electron';
import { join } from 'node:path';
import type { Trust } from '../shared/contract/commands.ts';
import type { DeskId } from '../shared/domain/ids.ts';
import { type After, backoffMs, STABLE_MS } from './host/backoff.ts';
import { isForVisitors } from './keys.ts';
import { isPageOf, mayBeSaved, pageOf } from './pages.ts';

/** What is seen while a page is not there yet, or no more: the ground that it will have, and no white flash at night. */
const GROUND: Readonly<Record<Trust, string>> = { visitor: '#fbf6ec', staff: '#fbf6ec', display: '#083f3e' };

export interface WindowsParts {
  /** The folder with `visitor.cjs`, `staff.cjs` and `display.cjs`. */
  readonly preloads: string;
  /** Where the pages are served and everything else is refused. */
  readonly session: Session;
  readonly windowed: boolean;
  /** The desk that the staff window opens at; undefined to have it chosen there. */
  readonly desk: DeskId | undefined;
  readonly isDevelopment: boolean;
  readonly after: After;
  /** One line for whoever runs the machine. */
  readonly tell: (line: string) => void;
}

export class Windows {
  readonly #parts: WindowsParts;
  /** By the number of their contents: what a page says of itself is not asked. */
  readonly #trusts = new Map<number, Trust>();

  constructor(parts: WindowsParts) {
    this.#parts = parts;
  }

  /** The trust of the window that these contents are the page of; undefined if it is none of ours. */
  trustOf(contents: WebContents): Trust | undefined {
    return this.#trusts.get(contents.id);
  }

  /** Opens a screen's window, or brings the one that is open to the front. */
  open(trust: Trust): void {
    const present = BrowserWindow.getAllWindows().find((window) => this.trustOf(window.webContents) === trust);
    if (present) {
      if (present.isMinimized()) present.restore();
      present.focus();
      return;
    }
    const { preloads, session, isDevelopment } = this.#parts;
    const window = new BrowserWindow({
      ...this.#placeOf(trust),
      title: 'Umbral',
      backgroundColor: GROUND[trust],
      autoHideMenuBar: true,
      webPreferences: {
        preload: join(preloads, `${trust}.cjs`),
        session,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInSubFrames: false,
        webviewTag: false,
        spellcheck: false,
        navigateOnDragDrop: false,
        devTools: isDevelopment,
      },
    });
    const contents = window.webContents;
    const { id } = contents;
    this.#trusts.set(id, trust);
    contents.once('destroyed', () => this.#trusts.delete(id));

    stayAt(contents, trust);
    this.#keepAlive(window, trust);
    if (this.#fillsScreen(trust)) lockDown(window);
    void this.#load(contents, trust);
  }

  #first(trust: Trust): string {
    const { desk } = this.#parts;
    return trust === 'staff' && desk !== undefined ? `${pageOf(trust)}?desk=${desk}` : pageOf(trust);
  }

  #fillsScreen(trust: Trust): boolean {
    return !this.#parts.windowed && trust !== 'staff';
  }

  /** A wall display goes to the second screen of a machine that has one and shows something else on the first. */
  #placeOf(trust: Trust): BrowserWindowConstructorOptions {
    if (trust === 'staff') return { width: 1280, height: 800, center: true };
    const primary = screen.getPrimaryDisplay();
    const second = screen.getAllDisplays().find((display) => display.id !== primary.id);
    const { x, y } = (trust === 'display' && this.#trusts.size > 0 && second ? second : primary).bounds;
    return this.#fillsScreen(trust) ? { x, y, kiosk: true } : { x, y, width: 1080, height: 720 };
  }

  /** A page that crashes comes back; one that hangs is crashed first. */
  #keepAlive(window: BrowserWindow, trust: Trust): void {
    const { after, tell } = this.#parts;
    const contents = window.webContents;
    let deaths = 0;
    let callOffStable = (): void => undefined;
    contents.on('did-finish-load', () => {
      callOffStable();
      callOffStable = after(STABLE_MS, () => {
        deaths = 0;
      });
    });
    contents.on('render-process-gone', (_event, { reason }) => {
      callOffStable();
      deaths += 1;
      const againInMs = backoffMs(deaths);
      tell(`The ${trust} page is gone (${reason}); it is loaded again in ${againInMs} ms.`);
      after(againInMs, () => {
        if (!contents.isDestroyed()) void this.#load(contents, trust);
      });
    });
    window.on('unresponsive', () => {
      tell(`The ${trust} page does not answer; it is ended.`);
      contents.forcefullyCrashRenderer();
    });
    contents.once('destroyed', () => {
      callOffStable();
    });
  }

  async #load(contents: WebContents, trust: Trust): Promise<void> {
    try {
      const now = contents.getURL();
      await contents.loadURL(isPageOf(trust, now) ? now : this.#first(trust));
    } catch (error) {
      if (contents.isDestroyed()) return;
      this.#parts.tell(`The ${trust} page could not be loaded: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

/** No other address, no other window, no other contents. */
function stayAt(contents: WebContents, trust: Trust): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  // Its own page again is a reload, which the page may ask for when the station is newer than it.
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isPageOf(trust, event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    event.preventDefault();
  });
}

/** For a screen that fills its display: nobody closes, zooms or leaves it from the page or the keys. */
function lockDown(window: BrowserWindow): void {
  const contents = window.webContents;
  // Quitting goes past this: `app.exit` asks no window.
  window.on('close', (event) => {
    event.preventDefault();
  });
  contents.on('before-input-event', (event, input) => {
    if (!isForVisitors(input)) event.preventDefault();
  });
  contents.on('zoom-changed', () => {
    contents.setZoomFactor(1);
  });
}

/**
 * Refuses every permission and every download of a session, for all of its windows, but two. The
 * visitor's page may know what its audio devices are called, and so where headphones are; a
 * microphone it can't open. The staff's page may have a file saved that it made itself.
 */
export function refuseAll(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false);
  });
  session.setPermissionCheckHandler((_contents, permission, _origin, { mediaType, requestingUrl }) => permission === 'media' && mediaType === 'audio' && requestingUrl !== undefined && isPageOf('visitor', requestingUrl));
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event, item, contents) => {
    if (!mayBeSaved(item.getURL(), contents.getURL())) event.preventDefault();
  });
}
