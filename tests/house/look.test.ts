/** The staff's pages have a stylesheet and pictures of their own, since a server has no build; they are still of one house with the screens. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ICON_PATHS } from '../../server/staff/pages/icons.ts';
import { ROOT, textOf } from './tree.ts';

/** `--name: #colour`, by name; the first of each, where a ground has its own. */
function colours(css: string): ReadonlyMap<string, string> {
  const all = new Map<string, string>();
  for (const [, name = '', value = ''] of css.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)) if (!all.has(name)) all.set(name, value);
  return all;
}

const SCREENS = colours(textOf('renderer/ui/tokens.css'));
const STAFF = colours(textOf('server/staff/look/style.css').split('}', 1)[0] ?? '');

/** What the screens name by the ground it stands on. */
const NAMED_OTHERWISE: Readonly<Record<string, string>> = { 'night-raised': 'ground-raised' };

test('the staff’s pages have the screens’ colours', () => {
  expect(STAFF.size).toBeGreaterThan(15);
  const night = colours(/\[data-ground='night'\][^}]*/.exec(textOf('renderer/ui/tokens.css'))?.[0] ?? '');
  for (const [name, value] of STAFF) {
    const expected = name === 'on-night' ? night.get('on-ground-2') : SCREENS.get(NAMED_OTHERWISE[name] ?? name);
    expect([name, value]).toEqual([name, expected]);
  }
});

test.each(Object.entries(ICON_PATHS))('the picture «%s» of the staff’s pages is Phosphor’s', (name, path) => {
  const original = readFileSync(join(ROOT, 'node_modules/@phosphor-icons/core/assets/bold', `${name}-bold.svg`), 'utf8');
  expect(original).toContain(`<path d="${path}"/>`);
});

test('the letters that the server gives out come along with it', () => {
  const families = [...textOf('server/staff/doors/look.ts').matchAll(/fontFile\('([a-z-]+)'/g)].map(([, family]) => `@fontsource-variable/${family ?? ''}`);
  expect(families.length).toBeGreaterThan(1);
  const { dependencies } = JSON.parse(textOf('package.json')) as { dependencies: Record<string, string> };
  expect(families.filter((family) => !Object.hasOwn(dependencies, family))).toEqual([]);
});

test('a window whose page is gone has the ground that its page will have', () => {
  const grounds = /GROUND[^{]*\{([^}]*)\}/.exec(textOf('main/windows.ts'))?.[1] ?? '';
  const of = Object.fromEntries([...grounds.matchAll(/(\w+): '(#[0-9a-f]{6})'/g)].map(([, trust, value]) => [trust, value]));
  expect(of).toEqual({ visitor: SCREENS.get('paper'), staff: SCREENS.get('paper'), display: SCREENS.get('door-2') });
});
