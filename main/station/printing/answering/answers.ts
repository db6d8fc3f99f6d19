/**
 * What a receipt printer says back, told apart byte by byte: the published ESC/POS reference gives each
 * kind of answer its own fixed bits. In: bytes as the line brings them, any bytes. Out: answers; what is
 * none is dropped. It asks nothing and decides nothing.
 */

/** What keeps a printer from printing. */
export type Hindrance = 'paperOut' | 'coverOpen' | 'cutterJam' | 'offline' | 'fault';

export type Answer =
  /** One byte to a question asked in real time; what it means depends on the question. */
  | { readonly kind: 'realTime'; readonly byte: number }
  /** Told by itself, four bytes. */
  | { readonly kind: 'change'; readonly hindrance: Hindrance | undefined; readonly paperLow: boolean }
  /** All that was sent before this id is on paper. */
  | { readonly kind: 'done'; readonly id: string }
  /** What was not printed yet is forgotten. */
  | { readonly kind: 'cleared' }
  /** One byte, once all before the question is done; and whether there is no paper any more. */
  | { readonly kind: 'paper'; readonly isOut: boolean };

/** `DLE EOT 1`: whether it takes jobs at all. */
export const ASK_PRINTER = Uint8Array.of(0x10, 0x04, 1);
/** `DLE EOT 2`, answered at once whatever waits before it: why it is offline. */
export const ASK_OFFLINE = Uint8Array.of(0x10, 0x04, 2);
/** `DLE EOT 3`: what went wrong. */
export const ASK_ERROR = Uint8Array.of(0x10, 0x04, 3);
/** `DLE EOT 4`: how the roll stands. */
export const ASK_ROLL = Uint8Array.of(0x10, 0x04, 4);
/** `GS a`: changes are told by themselves, until the next `ESC @`. */
export const TELL_CHANGES = Uint8Array.of(0x1d, 0x61, 0xff);
/** `GS r 1`. */
export const ASK_PAPER = Uint8Array.of(0x1d, 0x72, 1);
/** `DLE DC4 8`: forget what is not printed, and say so. */
export const CLEAR = Uint8Array.of(0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8);

/** `DLE ENQ 2`: forget what is not printed and go on, now that the jam is taken out. Without one it does nothing. */
export const RECOVER = Uint8Array.of(0x10, 0x05, 2);

/** `GS ( H`: answered with this id once all before it is on paper. @param id four printable characters. */
export function askDone(id: string): Uint8Array {
  return Uint8Array.of(0x1d, 0x28, 0x48, 6, 0, 48, 48, ...new TextEncoder().encode(id));
}

/** What an answer to `ASK_OFFLINE` means. */
export function hindranceIn(byte: number): Hindrance | undefined {
  if (byte & 0x04) return 'coverOpen';
  if (byte & 0x20) return 'paperOut';
  return byte & 0x40 ? 'fault' : undefined;
}

/** What an answer to `ASK_PRINTER` means. */
export function isOffline(byte: number): boolean {
  return (byte & 0x08) !== 0;
}

/** Whether an answer to `ASK_ERROR` is of a jammed blade, which `RECOVER` sets free again. */
export function isJam(byte: number): boolean {
  return (byte & 0x28) === 0x08;
}

/** What an answer to `ASK_ROLL` means. */
export function rollIn(byte: number): 'enough' | 'low' | 'out' {
  if (byte & 0x60) return 'out';
  return byte & 0x0c ? 'low' : 'enough';
}

/** Longest block: its two heads, four characters, its end. */
const BLOCK_BYTES = 7;

/** Reads one line's answers, which may come in any pieces. */
export class AnswerReader {
  #held: number[] = [];

  take(bytes: Iterable<number>): Answer[] {
    this.#held.push(...bytes);
    const answers: Answer[] = [];
    while (this.#held.length > 0) {
      const read = readOne(this.#held);
      if (read === 'unfinished') break;
      this.#held.splice(0, read?.length ?? 1);
      if (read) answers.push(read.answer);
    }
    return answers;
  }
}

interface Read {
  readonly answer: Answer;
  readonly length: number;
}

/** @returns undefined where the first byte begins no answer. */
function readOne(bytes: readonly number[]): Read | 'unfinished' | undefined {
  const [first = 0] = bytes;
  if ((first & 0x93) === 0x12) return { answer: { kind: 'realTime', byte: first }, length: 1 };
  if ((first & 0x93) === 0x10) return readChange(bytes);
  if (first === 0x37) return readBlock(bytes);
  return isPaperByte(first) ? { answer: { kind: 'paper', isOut: (first & 0x0c) !== 0 }, length: 1 } : undefined;
}

function readChange([first = 0, ...rest]: readonly number[]): Read | 'unfinished' | undefined {
  const others = rest.slice(0, 3);
  if (others.some((byte) => (byte & 0x90) !== 0)) return undefined;
  if (others.length < 3) return 'unfinished';
  const [errors = 0, roll = 0] = others;
  const hindrance = first & 0x20 ? 'coverOpen' : roll & 0x0c ? 'paperOut' : errors & 0x24 ? 'fault' : errors & 0x08 ? 'cutterJam' : undefined;
  return { answer: { kind: 'change', hindrance, paperLow: (roll & 0x03) !== 0 }, length: 4 };
}

function readBlock(bytes: readonly number[]): Read | 'unfinished' | undefined {
  const end = bytes.indexOf(0);
  const inside = bytes.slice(1, end === -1 ? undefined : end);
  if (inside.length > BLOCK_BYTES - 2 || inside.some((byte) => byte < 0x20 || byte > 0x7e)) return undefined;
  if (end === -1) return 'unfinished';
  const [which, ...text] = inside;
  const length = end + 1;
  if (which === 0x22 && text.length === 4) return { answer: { kind: 'done', id: String.fromCharCode(...text) }, length };
  return which === 0x25 && text.length === 0 ? { answer: { kind: 'cleared' }, length } : undefined;
}

/** Its two sensors have two bits each, which are the same, and the other four are none. */
function isPaperByte(byte: number): boolean {
  return byte === 0x00 || byte === 0x03 || byte === 0x0c || byte === 0x0f;
}
