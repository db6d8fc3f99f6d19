import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readShellSettings } from './settings.ts';

const read = (argv: string[], env: NodeJS.ProcessEnv = {}) => readShellSettings(['electron', '.', ...argv], env, '/app');

describe('what the shell is told when it starts', () => {
  it('is a kiosk and a staff window on the usual folder, told nothing', () => {
    expect(read([])).toEqual({
      data: resolve('var/station'),
      windows: ['visitor', 'staff'],
      windowed: false,
      desk: undefined,
      node: join('/app', 'node_modules', '.bin', 'node'),
    });
  });

  it.each([[['--data', '/srv/a b']], [['--no-sandbox', '--data=/srv/a b']]])('takes its data folder from %o', (argv) => {
    expect(read(argv).data).toBe(resolve('/srv/a b'));
  });

  it('takes windows, size and Node from the environment', () => {
    const env = { UMBRAL_WINDOWS: 'display, staff,display', UMBRAL_WINDOWED: '1', UMBRAL_DESK: 'desk-3', UMBRAL_NODE: '/opt/node' };
    expect(read([], env)).toMatchObject({ windows: ['display', 'staff'], windowed: true, desk: 'desk-3', node: '/opt/node' });
    expect(read([], { UMBRAL_WINDOWED: '0' }).windowed).toBe(false);
  });

  it.each([
    [['--data'], {}, '--data'],
    [[], { UMBRAL_WINDOWS: 'visitor,admin' }, '«admin»'],
    [[], { UMBRAL_WINDOWS: '' }, 'UMBRAL_WINDOWS'],
    [[], { UMBRAL_DESK: 'Ventanilla 3' }, '«Ventanilla 3»'],
  ])('refuses %o with %o, naming it', (argv, env, named) => {
    expect(() => read(argv, env)).toThrow(named);
  });
});
