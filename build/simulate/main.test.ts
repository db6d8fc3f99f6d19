import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { EXIT_CANT_GO_ON } from '../../shared/contract/problem.ts';
import { testFolder } from '../../tests/fixtures/world.ts';

const folder = testFolder();
afterAll(() => {
  folder.remove();
});

function simulate(...args: readonly string[]): { readonly code: number | null; readonly out: string; readonly errors: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], { encoding: 'utf8', timeout: 30_000 });
  return { code: status, out: stdout, errors: stderr };
}

describe('npm run simulate', () => {
  it('writes the demo centre’s day, says its hash and figures, and the same ones again', () => {
    const [one, same] = ['one', 'same'].map((name) => simulate('--day', '2026-11-23', '--seed', '7', '--tickets', '80', '--out', join(folder.path, name)));
    expect([one?.code, one?.errors]).toEqual([0, '']);
    expect(one?.out).toMatch(/80 turns, 0 refused, \d+ entries, the last one [0-9a-f]{16}\./);
    expect(one?.out.split('\n')[0]).toBe(same?.out.split('\n')[0]);
    expect(existsSync(join(folder.path, 'one', 'station', 'station.sqlite'))).toBe(true);
  });

  it.each([
    [['--day', '2026-11-22'], /no service is open on 2026-11-22/],
    [['--day', 'tomorrow'], /--day:/],
    [[], /--day:/],
    [['--day', '2026-11-23', '--tickets', '0'], /--tickets:/],
    [['--day', '2026-11-23', '--centre', 'nowhere.json'], /nowhere\.json can't be read/],
    [['--dag', '2026-11-23'], /--dag/],
  ])('says in a sentence why it can’t: %j', (args, why) => {
    const { code, out, errors } = simulate(...args, '--out', join(folder.path, 'none'));
    expect([code, out]).toEqual([EXIT_CANT_GO_ON, '']);
    expect(errors).toMatch(why);
    expect(errors).toContain('Nothing was written.');
    expect(existsSync(join(folder.path, 'none'))).toBe(false);
  });
});
