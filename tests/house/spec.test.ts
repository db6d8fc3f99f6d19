/** The rules and their tests are the same list: no rule without a test, no test of a rule that is not there. */
import { describe, expect, it } from 'vitest';
import { projectFiles, textOf } from './tree.ts';

const SPEC = 'docs/SPEC.md';

/** A rule begins a line: `- **[J1]** …`. */
const RULE = /^- \*\*\[([A-Z]\d+)\]\*\*/gm;
/** A title begins with its rules: one, or several in a row. */
const TITLE = /['"`]((?:\[[A-Z]\d+\]\s*)+)/g;

export function rulesIn(spec: string): readonly string[] {
  return [...spec.matchAll(RULE)].map(([, id]) => id ?? '');
}

export function rulesNamedIn(tests: string): readonly string[] {
  return [...tests.matchAll(TITLE)].flatMap(([, ids]) => [...(ids ?? '').matchAll(/[A-Z]\d+/g)].map(([id]) => id));
}

/** Tests, and the suites that several of them share. */
function testFiles(): readonly string[] {
  return projectFiles().filter((file) => /\.(?:test|spec)\.tsx?$/.test(file) || /^tests\/.*\.ts$/.test(file));
}

describe('the rules', () => {
  const spec = projectFiles().includes(SPEC) ? textOf(SPEC) : undefined;
  const rules = rulesIn(spec ?? '');
  const named = testFiles()
    .filter((file) => !file.startsWith('tests/house/spec'))
    .flatMap((file) => rulesNamedIn(textOf(file)).map((id) => ({ id, file })));

  it('are written down, each once', () => {
    expect(spec, `${SPEC} is missing: it keeps the rules that the code follows`).toBeDefined();
    expect(rules.length, `${SPEC} has no line that begins «- **[J1]**»`).toBeGreaterThan(0);
    expect(rules.filter((id, at) => rules.indexOf(id) !== at)).toEqual([]);
  });

  it('are each proven by a test that begins with their name', () => {
    const proven = new Set(named.map(({ id }) => id));
    expect(rules.filter((id) => !proven.has(id))).toEqual([]);
  });

  it('are all there that a test names', () => {
    expect(named.filter(({ id }) => !rules.includes(id)).map(({ id, file }) => `[${id}] in ${file}`)).toEqual([]);
  });
});

describe('the reading of them', () => {
  it('finds rules at the beginning of a line only', () => {
    expect(rulesIn('- **[A1]** one\ntext **[A2]** no\n- **[B12]** two, see [A3]\n')).toEqual(['A1', 'B12']);
  });

  it('finds the names at the beginning of a title only, one or several', () => {
    expect(rulesNamedIn(["it('", "[A1] one', …); test.each([])(`", "[A2][B3] x`); it('not ", "[A4]')"].join(''))).toEqual(['A1', 'A2', 'B3']);
  });
});
