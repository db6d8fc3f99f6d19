/**
 * A printer for a machine that has none, with all that goes wrong with one. In: a port on this machine,
 * and words for what people do to it: the roll ends, the cover opens. Out: the papers it really printed,
 * as bytes and pictures in a folder. Whoever sends to it can't tell it from a real one.
 */
import { openVirtualPrinter } from '../../main/station/printing/index.ts';
import { putOnTcp, REAL_TIMERS } from '../../tests/fixtures/printer/on-tcp.ts';
import { SimPrinter } from '../../tests/fixtures/printer/sim-printer.ts';

/** A roll that a demonstration sees the end of: about twenty tickets. */
const ROLL_LINES = 400;
const NEAR_END_LINES = 80;

/** As fast as a cheap one: a ticket in about a second. */
const BYTES_PER_MS = 0.8;

export interface SimulatedPrinter {
  readonly port: number;
  /** @returns what came of a word, for whoever typed it; undefined where it knows none such. */
  readonly obey: (word: string) => string | undefined;
  readonly close: () => Promise<void>;
}

/** Every word that it knows, and what it does. */
export const WORDS = {
  out: 'the roll ends',
  low: 'the roll ends soon',
  roll: 'a new roll',
  open: 'the cover is open',
  close: 'the cover is closed',
  stall: 'takes bytes and prints none',
  go: 'prints again',
  unplug: 'the line breaks, and what it held is gone',
} as const;

/** @param port 0 lets the system choose. */
export async function simulatePrinter({ port, folder, say }: { readonly port: number; readonly folder: string; readonly say: (line: string) => void }): Promise<SimulatedPrinter> {
  const drawer = openVirtualPrinter({ folder });
  let drawn: Promise<unknown> = Promise.resolve();
  const keep = async (bytes: Uint8Array): Promise<void> => {
    const end = await drawer.print(bytes);
    say(end.kind === 'printed' ? `A paper came out: see ${folder}.` : `A paper came out and can't be shown: ${end.detail}`);
  };
  const printer = new SimPrinter({
    timers: REAL_TIMERS,
    bytesPerMs: BYTES_PER_MS,
    lines: ROLL_LINES,
    nearEndLines: NEAR_END_LINES,
    onPaper: (bytes) => {
      drawn = drawn.then(() => keep(bytes));
    },
  });
  const line = await putOnTcp(printer, port);
  const acts: Record<keyof typeof WORDS, () => void> = {
    out: () => { printer.load(0); },
    low: () => { printer.load(NEAR_END_LINES); },
    roll: () => { printer.load(ROLL_LINES); },
    open: () => { printer.openCover(); },
    close: () => { printer.closeCover(); },
    stall: () => { printer.stall(); },
    go: () => { printer.goOn(); },
    unplug: () => { line.pullThePlug(); },
  };
  return {
    port: line.port,
    obey(word) {
      if (!isWord(word)) return undefined;
      acts[word]();
      return WORDS[word];
    },
    async close() {
      await line.close();
      await drawn;
      await drawer.close();
    },
  };
}

function isWord(word: string): word is keyof typeof WORDS {
  return Object.hasOwn(WORDS, word);
}
