import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readSettings, StationSettings } from '../../shared/contract/settings.ts';
import { testFolder } from '../../tests/fixtures/world.ts';
import { nameOf, readSetup } from './settings.ts';

let folder: ReturnType<typeof testFolder>;
beforeEach(() => {
  folder = testFolder();
});
afterEach(() => {
  folder.remove();
});

const JOINING = {
  web: { host: '127.0.0.1', port: 0 },
  server: { url: 'http://127.0.0.1:4310' },
  printer: { kind: 'virtual', folder: 'paper' },
};

function readWith(settings: object): ReturnType<typeof readSetup> {
  const dataDir = join(folder.path, 'station');
  mkdirSync(dataDir);
  writeFileSync(join(dataDir, 'config.json'), JSON.stringify(settings));
  return readSetup(dataDir);
}

it('a first start needs nothing: it writes its settings, and the demo centre is its centre', () => {
  const setup = readSetup(join(folder.path, 'station'));
  expect(setup.centre?.services.length).toBeGreaterThan(0);
  expect(setup.name).toBe(nameOf(setup.name));
  expect(JSON.parse(readFileSync(join(folder.path, 'station', 'config.json'), 'utf8'))).toEqual(setup.settings);
});

it('a device that joins a centre has no centre’s file, and may be given a name', () => {
  expect(readWith({ ...JOINING, name: ' Mesa 4 ' })).toMatchObject({ centre: undefined, name: 'Mesa 4' });
});

it('without a name the machine’s own introduces it, as far as it can', () => {
  expect(nameOf('kiosco-1.centro.example')).toBe('kiosco-1.centro.example');
  expect(nameOf('x'.repeat(253))).toBe('x'.repeat(60));
  expect(nameOf(' ')).toBe('umbral');
});

it('a centre’s file that is named and not there is told, and is no wish to join', () => {
  expect(() => readWith({ ...JOINING, centreFile: 'centre.json' })).toThrow(/centre\.json can't be read/);
});

it('[X4] staff may have a screen wait up to ten times as long, and never for less than its time', () => {
  expect(readWith({ ...JOINING, patience: 10 }).settings.patience).toBe(10);
  for (const wrong of [0.5, 11]) expect(() => readSettings(StationSettings, 'config.json', JSON.stringify({ ...JOINING, patience: wrong }))).toThrow(/patience/);
});
