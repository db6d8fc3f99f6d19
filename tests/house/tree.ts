/** The project's own files, as the tests of the house read them: what git tracks or would track, and nothing built. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');

const NOT_OURS = ['node_modules', 'dist', 'var', 'test-results', '.git', '.bootstrap-lock', '.bootstrap-old'];

/** Paths from the root, with `/`. Without git (an unpacked archive) all that stands there, less what is made. */
export function projectFiles(): readonly string[] {
  // Another user's checkout is read all the same: nothing of it is run.
  const git = spawnSync('git', ['-c', `safe.directory=${ROOT}`, 'ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (git.status === 0) return git.stdout.split('\0').filter((file) => file !== '' && existsSync(join(ROOT, file)));
  return readdirSync(ROOT, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((file) => !NOT_OURS.some((folder) => file.startsWith(`${folder}/`)));
}

/** TypeScript and JavaScript of ours. */
export function sourceFiles(): readonly string[] {
  return projectFiles().filter((file) => /\.(?:ts|tsx|mts|mjs|js|cjs)$/.test(file));
}

export function textOf(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}
