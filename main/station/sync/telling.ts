import type { ServerLink } from '../../../shared/contract/views.ts';
import type { TroubleLevel } from './recovery.ts';

export interface TellingParts {
  readonly onLink: (link: ServerLink) => void;
  /** Told when a trouble begins or its cause changes; never for each try of the same. */
  readonly onTrouble: (error: Error, level: TroubleLevel) => void;
}

/** What sync tells whoever listens. A listener that fails is a trouble, and none of the server's. */
export class Telling {
  readonly #parts: TellingParts;
  #link: ServerLink = 'offline';
  /** The trouble that was last told, until a run is good. */
  #cause: string | undefined;

  constructor(parts: TellingParts) {
    this.#parts = parts;
  }

  get link(): ServerLink {
    return this.#link;
  }

  setLink(link: ServerLink): void {
    if (this.#link === link) return;
    this.#link = link;
    this.tell(() => {
      this.#parts.onLink(link);
    });
  }

  /** A run failed. @param cause the same for the same trouble, which is told once. */
  trouble(error: unknown, level: TroubleLevel, cause: string): void {
    if (cause === this.#cause) return;
    this.#cause = cause;
    this.note(error, level);
  }

  /** A run was good: the same trouble would be a new one. */
  noTrouble(): void {
    this.#cause = undefined;
  }

  /** Calls a listener. */
  tell(listener: () => void): void {
    try {
      listener();
    } catch (error) {
      this.note(error, 'warn');
    }
  }

  /** Something happened that whoever runs the machine should know of. */
  note(error: unknown, level: TroubleLevel): void {
    try {
      this.#parts.onTrouble(error instanceof Error ? error : new Error(String(error)), level);
    } catch {
      // Where troubles are written down is in trouble itself: there is nobody left to tell.
    }
  }
}
