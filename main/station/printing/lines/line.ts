/**
 * Lines: what carries bytes to a printer and back. In: where a printer is. Out: a fresh line to it, or why
 * there is none. A line knows no printer, no job and no command.
 */
import type { Duplex } from 'node:stream';
import type { Timers } from '../../../../shared/domain/clock.ts';

/** One connection, for one job or one look. */
export interface Line {
  /**
   * A write is done once the bytes are out of the station's hands, and fails where nothing is there any
   * more: none waits for a later connection. `end` lets the last byte leave; `destroy` lets none wait.
   */
  readonly stream: Duplex;
  /** How many bytes it is given at once: few enough that one that stopped is noticed between two of them. */
  readonly chunkBytes: number;
}

/** Where a printer is. */
export interface Reach {
  /** What it is called where nobody named it. */
  readonly address: string;
  /** Never rejects. @returns why not, where there is no line. */
  meet(): Promise<Line | string>;
}

/**
 * Ends a line from this side: what was written may still leave for so long, and what the printer says
 * from here on is nobody's. Resolves once it is closed, and another one may be met.
 */
export async function letGo(line: Line, timers: Timers, ms: number): Promise<void> {
  const { stream } = line;
  const callOff = timers.after(ms, () => stream.destroy());
  stream.end(() => stream.destroy());
  await closed(line);
  callOff();
}

/** Ends a line at once. Resolves once it is closed. */
export function drop(line: Line): Promise<void> {
  line.stream.destroy();
  return closed(line);
}

function closed({ stream }: Line): Promise<void> {
  return new Promise((resolve) => {
    if (stream.closed) resolve();
    else stream.once('close', resolve);
  });
}
