/**
 * `shared/` and its tests as one program. In: the sources. Out: one text without imports, which can
 * be run again and again, and where each of its lines came from. It never changes a file.
 */
import { readdirSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

export const ROOT = join(import.meta.dirname, '../..');
const ROOMS = ['shared/contract', 'shared/domain', ...['decisions', 'entries', 'figures', 'reducers', 'scheduling'].map((room) => `shared/domain/${room}`)];

/** What the program is given instead of importing it, by its name; `runner.ts` brings it. */
export const GIVEN = '__given';
/** Called at the head of each test file with its name. */
export const BEGINS = '__begins';

export interface Program {
  readonly text: string;
  /** The names of the modules it has to be given. */
  readonly given: readonly string[];
  /** The file of ours an offset came from and its line there, unless it is a test's or none of ours. */
  readonly origin: (offset: number) => { file: string; line: number } | undefined;
}

export async function programOf(): Promise<Program> {
  const files = ROOMS.flatMap((room) => readdirSync(join(ROOT, room)).map((name) => `${room}/${name}`)).filter((file) => file.endsWith('.ts'));
  const given = new Set<string>();
  const bundle = await rolldown({
    input: 'umbral:all',
    cwd: ROOT,
    treeshake: false,
    optimization: { inlineConst: false },
    plugins: [
      {
        name: 'one-program',
        resolveId: (id) => (id === 'umbral:all' ? `\0${id}` : id.startsWith('.') || id.startsWith(ROOT) ? null : `\0given:${id}`),
        async load(id) {
          if (id === '\0umbral:all') return files.map((file) => `import ${JSON.stringify(join(ROOT, file))};`).join('\n');
          if (!id.startsWith('\0given:')) return null;
          const name = id.slice('\0given:'.length);
          given.add(name);
          const it = `globalThis.${GIVEN}[${JSON.stringify(name)}]`;
          const names = Object.keys((await import(name)) as object).filter((each) => /^[A-Za-z_$][\w$]*$/.test(each) && each !== 'default');
          return [...names.map((each, n) => `const g${n} = ${it}.${each}; export { g${n} as ${each} };`), `export default ${it}.default;`].join('\n');
        },
        transform(code, id) {
          return id.endsWith('.test.ts') ? { code: `globalThis.${BEGINS}(${JSON.stringify(id.slice(ROOT.length + 1))});${code}`, map: null } : null;
        },
      },
    ],
  });
  const { output } = await bundle.generate({ format: 'iife', sourcemap: true, minify: false });
  await bundle.close();
  const [{ code, map }] = output;
  if (!map) throw new Error('the bundler gave no map of the sources');
  return { text: code, given: [...given], origin: originIn(code, new SourceMap(JSON.parse(map.toString()) as ConstructorParameters<typeof SourceMap>[0])) };
}

function originIn(code: string, map: SourceMap): Program['origin'] {
  const regions = [...code.matchAll(/^\/\/ (\S+)$/gm)].map((match) => ({ from: match.index, file: match[1] ?? '' }));
  const lines = [0, ...[...code.matchAll(/\n/g)].map(({ index }) => index + 1)];
  return (offset) => {
    const file = regions.findLast(({ from }) => from <= offset)?.file ?? '';
    if (!ROOMS.some((room) => file.startsWith(`${room}/`)) || file.endsWith('.test.ts')) return undefined;
    const row = lines.findLastIndex((from) => from <= offset);
    const entry = map.findEntry(row, offset - (lines[row] ?? 0));
    return { file, line: 'originalLine' in entry ? entry.originalLine + 1 : 0 };
  };
}
