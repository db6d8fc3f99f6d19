/**
 * Builds what can't run from source (`npm run build`): Electron's main process, the preloads and
 * the station as CommonJS, the screens, and what they say aloud. In: the sources. Out: `dist/`. Whatever has not changed
 * since it was last built is left alone, so every start may ask for it.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { constants, existsSync } from 'node:fs';
import { access, glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { rolldown, type Plugin } from 'rolldown';
import { voiceTools } from '../main/station/voice/index.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { buildVoices } from './voice/voices.ts';

const ROOT = join(import.meta.dirname, '..');

/** Native modules stay packages; the last two are what `ws` uses if somebody installed them. */
const EXTERNAL = ['electron', 'better-sqlite3', '@napi-rs/canvas', 'serialport', 'bufferutil', 'utf-8-validate'];

/** A CommonJS bundle: its entry and where it goes, from the root or absolute. */
export interface Bundle {
  readonly entry: string;
  readonly file: string;
}

const PROCESSES: readonly Bundle[] = [
  { entry: 'main/main.ts', file: 'dist/main/main.cjs' },
  { entry: 'main/station/main.ts', file: 'dist/main/station.cjs' },
  { entry: 'main/station/directory/files/worker.ts', file: 'dist/main/directory-files.cjs' },
  { entry: 'preload/visitor.ts', file: 'dist/preload/visitor.cjs' },
  { entry: 'preload/staff.ts', file: 'dist/preload/staff.cjs' },
  { entry: 'preload/display.ts', file: 'dist/preload/display.cjs' },
];

/** A part of `dist/` that is built, and judged stale, as a whole. */
interface Part {
  readonly name: string;
  readonly sources: readonly string[];
  readonly outputs: readonly string[];
  /** What else it is made of, and no file says. */
  readonly with?: () => Promise<string>;
  build(): Promise<void>;
}

const ALWAYS = ['package-lock.json', 'build/bundle.ts'];

const PARTS: readonly Part[] = [
  {
    name: 'processes',
    sources: [...ALWAYS, 'main/**/*', 'preload/**/*', 'shared/**/*'],
    outputs: PROCESSES.map((bundle) => bundle.file),
    async build() {
      for (const bundle of PROCESSES) await writeBundle(bundle);
    },
  },
  {
    name: 'screens',
    sources: [...ALWAYS, 'vite.config.ts', 'renderer/**/*', 'shared/**/*', 'assets/**/*'],
    outputs: ['visitor', 'staff', 'display'].map((screen) => `dist/renderer/${screen}/index.html`),
    build: () => runVite(),
  },
  {
    name: 'voices',
    sources: [...ALWAYS, 'build/voice/**/*', 'main/station/voice/{espeak,record}.ts', 'shared/speech/**/*', 'assets/voice/*', 'assets/locales/autonyms.json', 'assets/locales/*/{visitor,refusal,common,tongue}.json'],
    outputs: ['dist/voice/index.js'],
    with: async () => (await voiceTools()) ?? 'silent',
    build: () => buildVoices(ROOT, join(ROOT, 'dist', 'voice')),
  },
];

/** What a build did, part by part. */
export type Built = { readonly part: string; readonly kind: 'fresh' | 'built' };

/**
 * Builds what is stale, while no other process does.
 * @throws when a part does not build; what stood in `dist/` for it is then built anew next time.
 */
export async function build(): Promise<readonly Built[]> {
  return Promise.all(
    PARTS.map(async (part): Promise<Built> => {
      // Without the lock first: what is fresh may be another user's, or on a disk that is only read.
      if (await isFresh(part)) return { part: part.name, kind: 'fresh' };
      const dist = join(ROOT, 'dist');
      await mkdir(dist, { recursive: true });
      await access(dist, constants.W_OK);
      return oneAtATime(join(dist, `.lock-${part.name}`), () => buildStale(part));
    }),
  );
}

/** Another process may have built it meanwhile. */
async function buildStale(part: Part): Promise<Built> {
  if (await isFresh(part)) return { part: part.name, kind: 'fresh' };
  const hash = await hashOfPart(part);
  await rm(stampOf(part), { force: true });
  await part.build();
  await writeFile(stampOf(part), hash);
  return { part: part.name, kind: 'built' };
}

async function isFresh(part: Part): Promise<boolean> {
  return part.outputs.every((file) => existsSync(join(ROOT, file))) && isStamped(stampOf(part), await hashOfPart(part));
}

async function hashOfPart(part: Part): Promise<string> {
  return `${await hashOf(part.sources)} ${(await part.with?.()) ?? ''}`;
}

function stampOf(part: Part): string {
  return join(ROOT, 'dist', `.stamp-${part.name}`);
}

/** Writes one CommonJS bundle that runs in the oldest Node of any Electron it is tried in. */
export async function writeBundle({ entry, file }: Bundle, root: string = ROOT): Promise<void> {
  const output = resolve(root, file);
  const bundle = await rolldown({
    input: resolve(root, entry),
    cwd: root,
    platform: 'node',
    external: EXTERNAL,
    transform: { target: 'node18' },
    plugins: [keepPlaces(dirname(output), root)],
    logLevel: 'warn',
    onLog(level, log, next) {
      // A bundle with a hole in it fails here and not at the door.
      if (log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message);
      next(level, log);
    },
  });
  try {
    await bundle.write({ file: output, format: 'cjs', codeSplitting: false });
  } finally {
    await bundle.close();
  }
}

/**
 * Keeps each source of ours thinking that it stands where it stands in the tree, so that
 * `import.meta` leads to the same files from a bundle as from source.
 */
function keepPlaces(outputFolder: string, root: string): Plugin {
  return {
    name: 'keep-places',
    transform: {
      filter: { id: { exclude: /[\\/]node_modules[\\/]/ }, code: /import\.meta\.(?:url|dirname|filename)\b/ },
      handler(code, id) {
        if (!id.startsWith(root)) return null;
        const place = JSON.stringify(relative(outputFolder, id).split(sep).join('/'));
        const filename = `require('node:path').join(__dirname, ${place})`;
        const written = {
          url: `require('node:url').pathToFileURL(${filename}).href`,
          dirname: `require('node:path').dirname(${filename})`,
          filename,
        };
        return { code: code.replaceAll(/import\.meta\.(url|dirname|filename)\b/g, (_, name: keyof typeof written) => written[name]) };
      },
    },
  };
}

/** In a process of its own: it sets NODE_ENV for good in the one it runs in. */
function runVite(): Promise<void> {
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`the screens did not build (${signal ?? `code ${code}`}); what vite wrote above says why`));
    });
  });
}

async function hashOf(patterns: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  const files: string[] = [];
  for await (const entry of glob(patterns, { cwd: ROOT, withFileTypes: true })) {
    if (entry.isFile() && !/\.test\.tsx?$/.test(entry.name)) files.push(join(entry.parentPath, entry.name));
  }
  for (const file of files.sort()) hash.update(`${relative(ROOT, file)}\n`).update(await readFile(file));
  return hash.digest('hex');
}

async function isStamped(stamp: string, hash: string): Promise<boolean> {
  try {
    return (await readFile(stamp, 'utf8')) === hash;
  } catch {
    return false;
  }
}

if (import.meta.main) {
  for (const { part, kind } of await build()) console.log(`${part}: ${kind}`);
}
