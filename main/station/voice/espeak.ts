/**
 * Texts made sound by espeak-ng, a program of its own that is called and never shipped. In: texts and
 * the name of a voice. Out: WAV files without the silence around them. It keeps nothing.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Words a minute: slower than people talk among themselves. */
const PACE = 145;
/** Of espeak-ng's files, which have one channel of 16 bits. */
const HEADER_BYTES = 44;
const RATE_AT = 24;
/** Samples below it, of 32,767, are silence. */
const QUIET = 250;
/** Silence left before and behind, in seconds, so that no sound is cut. */
const BEFORE_S = 0.02;
const BEHIND_S = 0.06;
/** Put between two texts, in ms. */
const BETWEEN_MS = 1_500;
/** What at least is heard of it, in seconds; sentences pause for less. */
const SILENCE_S = 1;
/** A hundred sentences take it a second or two; one that hangs must not keep the rest. */
const LONGEST_MS = 60_000;

/** What is to be said, and whether the sentence goes on behind it: its tune then stays up. */
export interface ToSay {
  readonly text: string;
  readonly goesOn: boolean;
}

/**
 * In one call of the program, which takes it a tenth of the time of many: texts with a silence between,
 * longer than any within one.
 * @param voice as `espeak-ng --voices` names it: `es-419`.
 * @returns one WAV for each, in order; undefined for one that makes no sound.
 * @throws when the program fails or takes too long.
 */
export async function speakAll(texts: readonly ToSay[], voice: string): Promise<readonly (Buffer | undefined)[]> {
  const { samples, rate } = await synthesise(texts, voice);
  const stretches = soundsOf(samples, rate);
  if (stretches.length === texts.length) return stretches.map((each) => wavOf(each, rate));
  // One made no sound, or paused as long as between two: each by itself then.
  if (texts.length <= 1) return texts.map(() => (stretches.length === 0 ? undefined : wavOf(Buffer.concat(stretches), rate)));
  const alone: (Buffer | undefined)[] = [];
  for (const text of texts) alone.push(...(await speakAll([text], voice)));
  return alone;
}

/** By way of a file: to a pipe it writes a few bytes at a time. */
async function synthesise(texts: readonly ToSay[], voice: string): Promise<{ readonly samples: Buffer; readonly rate: number }> {
  const spoken = texts.map(({ text, goesOn }) => `<s>${escaped(text)}${goesOn ? ',' : ''}</s>`).join(`<break time="${BETWEEN_MS}ms"/>`);
  const room = await mkdtemp(join(tmpdir(), 'umbral-voice-'));
  try {
    const file = join(room, 'all.wav');
    const { status, told } = await run('espeak-ng', ['-m', '-v', voice, '-s', String(PACE), '--stdin', '-w', file], `<speak>${spoken}</speak>`);
    const wav = status === 0 ? await readFile(file) : Buffer.alloc(0);
    if (wav.length <= HEADER_BYTES) throw new Error(`espeak-ng could not say a text in ${voice}: ${told}`);
    return { samples: wav.subarray(HEADER_BYTES), rate: wav.readUInt32LE(RATE_AT) };
  } finally {
    await rm(room, { recursive: true, force: true });
  }
}

const MARKS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escaped = (text: string): string => text.replaceAll(/[&<>]/g, (mark) => MARKS[mark] ?? mark);

export interface Ran {
  readonly status: number | null;
  /** What it wrote for people. */
  readonly told: string;
  readonly wrote: string;
}

/** Runs a program on a text. @throws where it is not there or does not end in time. */
export function run(program: string, args: readonly string[], input = '', cwd?: string): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'pipe', timeout: LONGEST_MS, ...(cwd === undefined ? {} : { cwd }) });
    let told = '';
    let wrote = '';
    child.stdout.on('data', (chunk: Buffer) => {
      wrote += chunk.toString('utf8');
    });
    child.stderr.on('data', (chunk: Buffer) => {
      told += chunk.toString('utf8');
    });
    child.on('error', reject);
    child.on('close', (status) => {
      resolve({ status, told: told.trim(), wrote: wrote.trim() });
    });
    // A program that ends before it has read all says so by its status.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

/**
 * The sounds between long silences, each with a breath around it.
 * @param samples 16 bits each. @param rate Hz.
 */
export function soundsOf(samples: Buffer, rate: number): readonly Buffer[] {
  const count = Math.floor(samples.length / 2);
  const sounds: Buffer[] = [];
  let first = -1;
  let last = -1;
  const end = (): void => {
    if (first < 0) return;
    const from = Math.max(0, first - Math.round(BEFORE_S * rate));
    sounds.push(samples.subarray(from * 2, Math.min(count, last + 1 + Math.round(BEHIND_S * rate)) * 2));
  };
  for (let at = 0; at < count; at += 1) {
    if (Math.abs(samples.readInt16LE(at * 2)) < QUIET) continue;
    if (first >= 0 && at - last > SILENCE_S * rate) {
      end();
      first = -1;
    }
    if (first < 0) first = at;
    last = at;
  }
  end();
  return sounds;
}

/** The whole file: RIFF, one channel, 16 bits. */
export function wavOf(samples: Buffer, rate: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, RATE_AT);
  header.writeUInt32LE(rate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}
