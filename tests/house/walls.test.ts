/**
 * The walls between the rooms hold: each import rule is broken on purpose, in a tree of its own
 * under the project's real settings, and seen to fail; the same tree without faults is seen to pass.
 */
import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ROOT, sourceFiles, textOf } from './tree.ts';

const Config = z.object({
  overrides: z.array(
    z.object({
      files: z.array(z.string()),
      rules: z.looseObject({
        'no-restricted-imports': z.tuple([z.literal('error'), z.object({ patterns: z.array(z.object({ group: z.array(z.string()), message: z.string() })) })]).optional(),
      }),
    }),
  ),
});

interface Planted {
  readonly file: string;
  readonly source: string;
  /** The rule that must see it. */
  readonly rule: string;
}

let tree: string;

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'umbral-walls-'));
  for (const file of ['.oxlintrc.json', 'tsconfig.json']) copyFileSync(join(ROOT, file), join(tree, file));
  symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'), 'junction');
});

afterAll(() => {
  rmSync(tree, { recursive: true, force: true });
});

/** Writes the files into a fresh tree and lints it. @returns the rules broken, per file. */
async function lint(files: readonly Pick<Planted, 'file' | 'source'>[]): Promise<ReadonlyMap<string, readonly string[]>> {
  for (const room of ROOMS) rmSync(join(tree, room), { recursive: true, force: true });
  for (const { file, source } of files) {
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    writeFileSync(join(tree, file), `${source}\n`);
  }
  const oxlint = join(ROOT, 'node_modules', 'oxlint', 'bin', 'oxlint');
  const out = await new Promise<string>((resolve) => {
    execFile(process.execPath, [oxlint, '--type-aware', '-f', 'json'], { cwd: tree, maxBuffer: 64 * 1024 * 1024 }, (_, stdout) => resolve(stdout));
  });
  const { diagnostics } = z.object({ diagnostics: z.array(z.object({ filename: z.string(), code: z.string() })) }).parse(JSON.parse(out));
  const byFile = new Map<string, string[]>();
  for (const { filename, code } of diagnostics) byFile.set(filename, [...(byFile.get(filename) ?? []), code]);
  return byFile;
}

const ROOMS = ['main', 'preload', 'renderer', 'server', 'shared', 'tests', 'build'] as const;

const FORMS: readonly ((specifier: string) => string)[] = [
  (specifier) => `import { x } from '${specifier}';\nx();`,
  (specifier) => `import type { X } from '${specifier}';\nexport type Y = X;`,
  (specifier) => `import '${specifier}';`,
  (specifier) => `export { x } from '${specifier}';`,
  (specifier) => `export * from '${specifier}';`,
  (specifier) => `export const x = await import('${specifier}');`,
];

const IMPORTS = 'eslint(no-restricted-imports)';

/** One file in the folder that the override's pattern names: `main/**` and `main/station/*` alike. */
function fileIn(pattern: string, name: string): string {
  if (pattern.includes('.test.')) return pattern.replace('**', 'planted').replace('*', name);
  return pattern.endsWith('**') ? `${pattern.slice(0, -2)}planted/${name}.ts` : `${pattern.replaceAll('*/', 'planted/').slice(0, -1)}${name}.ts`;
}

/** Something that the wall `group` must not let in, as a file that stands at `file` would say it. */
function intruder(group: string, file: string): string {
  if (group.startsWith('**/')) return `${'../'.repeat(file.split('/').length - 1)}${group.slice(3, -3)}/deep/x.ts`;
  if (group.endsWith('../**')) return `${group.slice(0, -2)}windows.ts`;
  return group === 'node:*' ? 'node:fs' : group.replace('*', 'x');
}

/** Every wall of the real settings, broken in every form that an import has. */
function brokenWalls(): readonly Planted[] {
  const { overrides } = Config.parse(JSON.parse(readFileSync(join(ROOT, '.oxlintrc.json'), 'utf8')));
  return overrides.flatMap(({ files, rules }, at) =>
    files.flatMap((pattern, which) =>
      (rules['no-restricted-imports']?.[1].patterns ?? [])
        .flatMap(({ group }) => group.filter((entry) => !entry.startsWith('!')))
        .flatMap((group, wall) =>
          FORMS.map((form, shape): Planted => {
            const file = fileIn(pattern, `x${at}-${which}-${wall}-${shape}`);
            return { file, source: form(intruder(group, file)), rule: IMPORTS };
          }),
        ),
    ),
  );
}

/** What the walls of text alone don't say: habits that are forbidden everywhere, or almost. */
const HABITS: readonly Planted[] = [
  { file: 'shared/domain/bare-fs.ts', source: `import { readFileSync } from 'fs';\nreadFileSync('');`, rule: 'import(no-nodejs-modules)' },
  { file: 'shared/domain/bare-deep.ts', source: `import { readFile } from 'fs/promises';\nvoid readFile('');`, rule: 'import(no-nodejs-modules)' },
  { file: 'preload/bare-fs.ts', source: `import { readFileSync } from 'fs';\nreadFileSync('');`, rule: 'import(no-nodejs-modules)' },
  { file: 'renderer/ui/bare-fs.ts', source: `import { readFileSync } from 'fs';\nreadFileSync('');`, rule: 'import(no-nodejs-modules)' },
  { file: 'renderer/ui/words.tsx', source: `export const A = () => <p>Hola</p>;`, rule: 'react(jsx-no-literals)' },
  { file: 'main/require.ts', source: `import x = require('../server/x.ts');\nx();`, rule: 'typescript(no-require-imports)' },
  { file: 'main/now.ts', source: `export const t = Date.now();`, rule: 'eslint(no-restricted-properties)' },
  { file: 'main/now-quoted.ts', source: `export const t = Date['now']();`, rule: 'eslint(no-restricted-properties)' },
  { file: 'main/now-taken.ts', source: `const { now } = Date;\nexport const t = now();`, rule: 'eslint(no-restricted-properties)' },
  { file: 'server/performance.ts', source: `export const t = performance.now();`, rule: 'eslint(no-restricted-properties)' },
  { file: 'shared/domain/chance.ts', source: `export const t = Math.random();`, rule: 'eslint(no-restricted-properties)' },
  { file: 'server/console.ts', source: `console.log(1);`, rule: 'eslint(no-console)' },
  { file: 'server/any.ts', source: `export const a = null as unknown as any;`, rule: 'typescript(no-explicit-any)' },
  { file: 'server/sure.ts', source: `export const a = (x?: string) => x!.length;`, rule: 'typescript(no-non-null-assertion)' },
  { file: 'server/floating.ts', source: `export const p = async () => 1;\np();`, rule: 'typescript(no-floating-promises)' },
  { file: 'server/ignore.ts', source: `// @ts-ignore\nexport const a = 1;`, rule: 'typescript(ban-ts-comment)' },
  { file: 'server/unused-case.ts', source: `export const f = (x: 'a' | 'b') => {\n  switch (x) {\n    case 'a':\n      return 1;\n  }\n};`, rule: 'typescript(switch-exhaustiveness-check)' },
];

/** The same files as they should be: nothing of this may be refused. */
const CLEAN: readonly Pick<Planted, 'file' | 'source'>[] = [
  { file: 'shared/domain/here.ts', source: `export const here = 1;` },
  { file: 'shared/domain/near.ts', source: `import { here } from './here.ts';\nimport type { z } from 'zod';\nexport type Z = z.ZodType;\nexport const near = here;` },
  { file: 'shared/contract/far.ts', source: `import { here } from '../domain/here.ts';\nexport const far = here;` },
  { file: 'main/windows.ts', source: `import { app } from 'electron';\nimport { here } from '../shared/domain/here.ts';\nimport { door } from './station/door.ts';\nexport const all = [app, here, door];` },
  { file: 'main/station/door.ts', source: `import { here } from '../../shared/domain/here.ts';\nimport { row } from './journal/row.ts';\nexport const door = [here, row];` },
  { file: 'main/station/clock.ts', source: `export const at = 1;` },
  { file: 'main/station/journal/row.ts', source: `import { readFileSync } from 'node:fs';\nimport { here } from '../../../shared/domain/here.ts';\nimport { at } from '../clock.ts';\nexport const row = [here, at, readFileSync];` },
  { file: 'main/station/journal/steps/one.ts', source: `import { here } from '../../../../shared/domain/here.ts';\nimport { at } from '../../clock.ts';\nexport const one = [here, at];` },
  { file: 'server/app.ts', source: `import { readFileSync } from 'node:fs';\nimport { here } from '../shared/domain/here.ts';\nexport const app = [here, readFileSync];` },
  { file: 'server/store/store.ts', source: `import { here } from '../../shared/domain/here.ts';\nexport const store = here;` },
  { file: 'preload/visitor.ts', source: `import { contextBridge } from 'electron';\nimport { here } from '../shared/domain/here.ts';\nexport const all = [contextBridge, here];` },
  { file: 'renderer/visitor/page.tsx', source: `import { here } from '../../shared/domain/here.ts';\nexport const Page = () => <p>{here}</p>;` },
  { file: 'build/say.ts', source: `console.log(1);` },
];

describe('the walls', () => {
  it('stop every import that a room may not have, whatever its form and depth', async () => {
    const planted = brokenWalls();
    const seen = await lint(planted);
    const unseen = planted.filter(({ file, rule }) => !seen.get(file)?.includes(rule)).map(({ file, source }) => `${file}: ${source}`);
    expect(planted.length).toBeGreaterThan(300);
    expect(unseen).toEqual([]);
  });

  it('stop the habits that the house does without', async () => {
    const seen = await lint(HABITS);
    expect(HABITS.filter(({ file, rule }) => !seen.get(file)?.includes(rule)).map(({ file }) => file)).toEqual([]);
  });

  it('let through what is as it should be', async () => {
    expect([...(await lint(CLEAN))]).toEqual([]);
  });
});

/**
 * What a lint rule that reads an import's text can't see: a path that leads round a corner, an
 * `import('…')` in a type, the machine's clock under another name.
 */
const NEIGHBOURS: Readonly<Record<string, readonly string[]>> = {
  shared: ['shared'],
  main: ['main', 'shared', 'assets'],
  preload: ['preload', 'shared'],
  renderer: ['renderer', 'shared', 'assets'],
  server: ['server', 'shared', 'assets'],
};

const SPECIFIER = /(?:from|import|require)\s*\(?\s*['"](\.[^'"]+)['"]/g;
const OTHER_CLOCKS = /\bnew Date\(\s*\)|(?<![.\w])Date\(\s*\)|\bglobalThis\.(?:Date|Math|performance)\b|\bTemporal\.Now\b|\bprocess\.hrtime\b|\bnew Date\s*;/;

describe('the tree', () => {
  const sources = sourceFiles().filter((file) => !/\.test\.tsx?$/.test(file));

  it('has no import that leads out of its room, read by where it ends', () => {
    const strays = sources.flatMap((file) => {
      const room = file.split('/')[0] ?? '';
      const allowed = NEIGHBOURS[room];
      if (!allowed) return [];
      return [...textOf(file).matchAll(SPECIFIER)]
        .map(([, specifier]) => join(dirname(file), specifier ?? '').split(/[\\/]/)[0] ?? '')
        .filter((target) => !allowed.includes(target))
        .map((target) => `${file} → ${target}`);
    });
    expect(strays).toEqual([]);
  });

  it('[Q6] reads the machine’s time in no file but a clock’s own', () => {
    const readers = sources.filter((file) => !/(^|\/)clock\.ts$/.test(file) && NEIGHBOURS[file.split('/')[0] ?? '']);
    expect(readers.length).toBeGreaterThan(20);
    expect(readers.filter((file) => OTHER_CLOCKS.test(textOf(file)))).toEqual([]);
  });
});
