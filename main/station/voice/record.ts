/**
 * A folder of recordings that holds just what is wanted. In: texts and their voices. Out: an Opus file
 * for each, named by all that it was made of; what was made before is kept, and what nobody wants any
 * more is gone.
 */
import { hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, speakAll, type ToSay } from './espeak.ts';

export interface Wanted extends ToSay {
  /** As `espeak-ng --voices` names it: `es-419`. */
  readonly voice: string;
}

export interface Recording {
  /** What {@link voiceTools} gave: another version makes other sounds. */
  readonly tools: string;
  /** Programs side by side. */
  readonly atOnce: number;
}

/** Speech alone: 20 kbit/s is plain, and the least effort is not heard. */
const ENCODE = ['--quiet', '--speech', '--comp', '0', '--bitrate', '20', '--discard-comments'];
/** Recordings made by one call of the two programs. */
const BATCH = 40;
/** One shell encodes them all: to start each of thousands from here would take twice as long. */
const ENCODE_ALL = 'for each in *.wav; do opusenc "$@" "$each" "${each%.wav}" || exit 1; done';

/** Which programs are here; undefined where one is missing. */
export async function voiceTools(): Promise<string | undefined> {
  const versions = await Promise.all(['espeak-ng', 'opusenc'].map((program) => run(program, ['--version']).catch(() => undefined)));
  return versions.every((each) => each?.status === 0) ? versions.map((each) => each?.wrote).join('\n') : undefined;
}

/** By all that it is made of: the same text of the same voice is one recording wherever it is wanted. */
export function nameOf({ voice, text, goesOn }: Wanted, tools: string): string {
  return hash('sha256', JSON.stringify([tools, ENCODE, voice, text, goesOn]), 'hex').slice(0, 16);
}

/**
 * @returns the name of each, in order: its file is `<name>.opus`.
 * @throws when a program fails; what was recorded until then is kept.
 */
export async function recordInto(folder: string, wanted: readonly Wanted[], { tools, atOnce }: Recording): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const names = wanted.map((each) => nameOf(each, tools));
  const byFile = new Map(wanted.map((each, at) => [`${names[at] ?? ''}.opus`, each]));
  for (const old of await readdir(folder)) if (/\.opus(?:\.new)?$/.test(old) && !byFile.has(old)) await rm(join(folder, old));
  const missing = Map.groupBy(
    [...byFile].filter(([file]) => !existsSync(join(folder, file))),
    ([, { voice }]) => voice,
  );
  for (const [voice, texts] of missing) {
    const record = async (): Promise<void> => {
      while (texts.length > 0) await recordBatch(texts.splice(0, BATCH), voice, folder);
    };
    await Promise.all(Array.from({ length: atOnce }, record));
  }
  return names;
}

/**
 * All of it, or none.
 * @param batch each with the name of its file in that folder.
 * @throws when a program fails, or a text makes no sound.
 */
export async function recordBatch(batch: readonly (readonly [file: string, ToSay])[], voice: string, folder: string): Promise<void> {
  const sounds = await speakAll(batch.map(([, each]) => each), voice);
  const room = await mkdtemp(join(tmpdir(), 'umbral-voice-'));
  try {
    for (const [at, [file, { text }]] of batch.entries()) {
      const sound = sounds[at];
      if (!sound) throw new Error(`the voice ${voice} says nothing for «${text}»`);
      await writeFile(join(room, `${file}.wav`), sound);
    }
    const { status, told } = await run('sh', ['-c', ENCODE_ALL, 'sh', ...ENCODE], '', room);
    if (status !== 0) throw new Error(`opusenc failed: ${told}`);
    // Whole or not at all under its name, should this be ended half-way.
    for (const [file] of batch) {
      await copyFile(join(room, file), join(folder, `${file}.new`));
      await rename(join(folder, `${file}.new`), join(folder, file));
    }
  } finally {
    await rm(room, { recursive: true, force: true });
  }
}
