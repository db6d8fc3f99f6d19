/** What the project says about itself is true, and says nothing about whose machine it was written on. */
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { PaperLanguage } from '../../main/station/printing/papers/language.ts';
import { Language, StaffLanguage } from '../../shared/domain/centre.ts';
import { projectFiles, ROOT, textOf } from './tree.ts';

const Manifest = z.object({
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
  optionalDependencies: z.record(z.string(), z.string()),
});
const manifest = Manifest.parse(JSON.parse(textOf('package.json')));
const { dependencies, devDependencies, optionalDependencies } = manifest;

describe('no file', () => {
  /** Written in two halves, so that this file is not its own finding. */
  const RESERVED = [['/wo', 'rk/'], ['/t', 'mp/'], ['/ro', 'ot/'], ['/home', '/[a-z]'], ['/Us', 'ers/[a-z]'], ['registry\\.npm', 'js\\.org'], ['npm', 'mirror\\.com'], ['deb\\.deb', 'ian\\.org']];
  const machine = new RegExp(RESERVED.map(([a, b]) => `(?<![\\w.*-])${a ?? ''}${b ?? ''}`).join('|'));

  it('names a path of one machine, or where its packages came from', () => {
    // The lockfile names the public registry in every entry, which is what npm puts there for everyone.
    const named = projectFiles()
      .filter((file) => /\.(?:[cm]?[jt]sx?|json|md|css|html|yml|yaml|sh|txt)$/.test(file) || !/\.\w+$/.test(file))
      .filter((file) => file !== 'package-lock.json' && machine.test(textOf(file)));
    expect(named).toEqual([]);
  });

  it('would go unseen with one', () => {
    for (const [a, b] of RESERVED) expect(machine.test(`see ${a}${b}`.replaceAll('\\', '').replace('[a-z]', 'ana'))).toBe(true);
    expect(machine.test('a network/tmp-like word, main/root.ts')).toBe(false);
  });

  it('names the folder it was checked out to, or somebody’s home', () => {
    const places = [ROOT, homedir()].filter((place) => place.length > 5);
    expect(projectFiles().filter((file) => places.some((place) => textOf(file).includes(`${place}/`)))).toEqual([]);
  });

  it('of the lockfile comes from anywhere but the public registry', () => {
    const { packages } = z.object({ packages: z.record(z.string(), z.object({ resolved: z.string().optional() })) }).parse(JSON.parse(textOf('package-lock.json')));
    const hosts = Object.values(packages).flatMap(({ resolved }) => (resolved === undefined ? [] : [new URL(resolved).host]));
    expect([...new Set(hosts)].filter((host) => host !== ['registry.npm', 'js.org'].join(''))).toEqual([]);
  });
});

describe('the languages', () => {
  const LOCALE = /^assets\/locales\/([a-z]{2,3}(?:-[A-Za-z]+)?)\/(.+)\.json$/;
  const files = projectFiles().flatMap((file) => {
    const match = LOCALE.exec(file);
    return match ? [{ language: match[1] ?? '', namespace: match[2] ?? '', keys: keysOf(JSON.parse(textOf(file))) }] : [];
  });

  function keysOf(value: unknown, path = ''): readonly string[] {
    if (typeof value !== 'object' || value === null) return [path];
    return Object.entries(value).flatMap(([key, inner]) => keysOf(inner, path === '' ? key : `${path}.${key}`));
  }

  /** The languages of whoever reads it. A pack stands only where ICU lacks something. */
  function readersOf(namespace: string): readonly string[] {
    if (namespace === 'paper') return PaperLanguage.options;
    if (namespace === 'tongue') return [];
    return ['common', 'display', 'phone', 'refusal', 'service', 'visitor'].includes(namespace) ? Language.options : StaffLanguage.options;
  }

  it('say the same things: each key of one is a key of all, those of papers too', () => {
    const namespaces = [...new Set(files.map(({ namespace }) => namespace))];
    expect(namespaces).toContain('visitor');
    const gaps = namespaces.flatMap((namespace) => {
      const languages = readersOf(namespace);
      const all = new Set(files.filter((file) => file.namespace === namespace).flatMap(({ keys }) => keys));
      return languages.flatMap((language) => {
        const has = new Set(files.find((file) => file.namespace === namespace && file.language === language)?.keys);
        return [...all].filter((key) => !has.has(key)).map((key) => `${language}/${namespace}: ${key}`);
      });
    });
    expect(gaps).toEqual([]);
  });

  it('leave nothing unsaid', () => {
    const empty = projectFiles()
      .filter((file) => LOCALE.test(file))
      .filter((file) => /:\s*"\s*"/.test(textOf(file)));
    expect(empty).toEqual([]);
  });
});

describe('every dependency', () => {
  const all = { ...dependencies, ...devDependencies, ...optionalDependencies };

  it('has an exact version', () => {
    expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual([]);
  });

  it('is named in docs/dependencies.md with its licence, and nothing else is', () => {
    const rows = [...textOf('docs/dependencies.md').matchAll(/^\| `([^`]+)` \|.*\| ([^|]+) \| (?:yes|no)\b[^|]* \|$/gm)];
    const written = new Map(rows.map(([, name, licence]) => [name ?? '', licence ?? '']));
    expect([...written.keys()].toSorted()).toEqual(Object.keys(all).toSorted());
    const wrong = Object.keys(all).flatMap((name) => {
      const licence = licenceOf(join('node_modules', name));
      // Another platform's Node is not installed here; its row was checked where it is.
      return licence === undefined || licence === written.get(name) ? [] : [`${name}: ${licence}, not ${written.get(name) ?? 'named'}`];
    });
    expect(wrong).toEqual([]);
  });
});

const Package = z.object({
  license: z.union([z.string(), z.object({ type: z.string() })]).optional(),
  licenses: z.array(z.object({ type: z.string() })).optional(),
});

/** The licence a package declares, as an SPDX expression; undefined where it is not installed. */
function licenceOf(folder: string): string | undefined {
  const file = join(ROOT, folder, 'package.json');
  if (!existsSync(file)) return undefined;
  const { license, licenses } = Package.parse(JSON.parse(readFileSync(file, 'utf8')));
  if (license === undefined) return (licenses ?? []).map(({ type }) => type).join(' OR ') || 'none';
  return typeof license === 'string' ? license : license.type;
}

describe('what ships', () => {
  /** Every package that production brings, with what those bring, as the lockfile has it. */
  function shipped(): readonly string[] {
    const Locked = z.object({ packages: z.record(z.string(), z.object({ dev: z.boolean().optional(), devOptional: z.boolean().optional() })) });
    const { packages } = Locked.parse(JSON.parse(textOf('package-lock.json')));
    return Object.entries(packages)
      .filter(([path, { dev }]) => path !== '' && dev !== true)
      .map(([path]) => path)
      .filter((path) => existsSync(join(ROOT, path)));
  }

  /** Bundled into the screens, so shipped although npm calls it a development dependency. */
  const BUNDLED = ['react', 'react-dom', 'scheduler', 'react-i18next', '@fontsource-variable/atkinson-hyperlegible-next', '@fontsource-variable/figtree', '@fontsource-variable/noto-sans-arabic', '@phosphor-icons/core', 'ical.js', 'papaparse', 'rrule-temporal', 'temporal-spec'];

  it('has a licence that lets it', () => {
    const folders = [...shipped(), ...BUNDLED.map((name) => `node_modules/${name}`)];
    expect(folders.length).toBeGreaterThan(60);
    const licences = new Map(folders.map((folder) => [folder, licenceOf(folder) ?? 'none']));
    const refused = [...licences].filter(([, licence]) => !allows(licence));
    expect(refused).toEqual([]);
  });

  /** Whether an SPDX expression leaves a way that is neither copyleft nor unknown. */
  function allows(expression: string): boolean {
    return expression
      .replaceAll(/[()]/g, '')
      .split(/\s+or\s+/i)
      .some((way) => way.split(/\s+and\s+/i).every((licence) => ALLOWED.has(licence)));
  }

  // The MPL reaches no further than its own files, which are taken as they are.
  const ALLOWED = new Set(['MPL-2.0', 'MIT', 'MIT-0', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BlueOak-1.0.0', 'CC0-1.0', 'Unlicense', 'OFL-1.1', 'Python-2.0', 'Zlib', 'Unicode-3.0']);

  it('would be refused for a copyleft or an unknown licence', () => {
    expect(['GPL-3.0-only', 'AGPL-3.0', 'MIT and GPL-2.0', 'SEE LICENSE IN x', 'none'].filter(allows)).toEqual([]);
    expect(['MIT', '(MIT OR GPL-3.0)', 'MIT or GPL-2.0', 'BSD-3-Clause AND MIT'].filter((licence) => !allows(licence))).toEqual([]);
  });
});
