/**
 * Writes `assets/sounds/chime.wav`: two soft bell notes, high then low, as a door's bell says
 * them; and `asking.wav`, one low and softer, by which a screen asks whether anybody is there.
 * The same bytes on every machine. Run it with `node build/make-chime.ts`.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const RATE = 22_050;
const SECONDS = 1.7;

/** A struck note. A bell's partials are not whole multiples; these few keep it warm. */
interface Note {
  /** Hz. */
  readonly pitch: number;
  /** Seconds from the beginning of the file. */
  readonly at: number;
  /** Seconds in which it falls to 1/e. */
  readonly decay: number;
  readonly loudness: number;
}

const NOTES: readonly Note[] = [
  { pitch: 783.99, at: 0, decay: 0.34, loudness: 0.34 },
  { pitch: 587.33, at: 0.42, decay: 0.42, loudness: 0.4 },
];

const ASKING: readonly Note[] = [{ pitch: 440, at: 0, decay: 0.5, loudness: 0.3 }];

/** Partials as [ratio to the pitch, share of loudness, share of the decay]. */
const PARTIALS = [
  [1, 1, 1],
  [2.0, 0.32, 0.6],
  [2.99, 0.11, 0.35],
  [4.2, 0.05, 0.2],
] as const;

/** Seconds over which a note swells: none would click. */
const ATTACK = 0.006;
/** Seconds over which the end fades to true silence. */
const RELEASE = 0.12;

function sampleAt(notes: readonly Note[], seconds: number): number {
  let sum = 0;
  for (const note of notes) {
    const age = seconds - note.at;
    if (age < 0) continue;
    for (const [ratio, share, life] of PARTIALS) {
      const fall = Math.exp(-age / (note.decay * life));
      sum += note.loudness * share * fall * Math.sin(2 * Math.PI * note.pitch * ratio * age) * Math.min(1, age / ATTACK);
    }
  }
  return sum * Math.min(1, (SECONDS - seconds) / RELEASE);
}

/** The whole file: RIFF, one channel, 16 bits. */
function make(notes: readonly Note[]): Buffer {
  const count = Math.round(RATE * SECONDS);
  const wav = Buffer.alloc(44 + count * 2);
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(36 + count * 2, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(RATE, 24);
  wav.writeUInt32LE(RATE * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(count * 2, 40);
  for (let i = 0; i < count; i += 1) {
    const clamped = Math.max(-1, Math.min(1, sampleAt(notes, i / RATE)));
    wav.writeInt16LE(Math.round(clamped * 32_767), 44 + i * 2);
  }
  return wav;
}

export const makeChime = (): Buffer => make(NOTES);
export const makeAsking = (): Buffer => make(ASKING);

export const ASKING_FILE = fileURLToPath(new URL('../assets/sounds/asking.wav', import.meta.url));
export const CHIME_FILE = fileURLToPath(new URL('../assets/sounds/chime.wav', import.meta.url));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(CHIME_FILE, makeChime());
  writeFileSync(ASKING_FILE, makeAsking());
}
