import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { testFolder } from '../../tests/fixtures/world.ts';
import { StationSettings } from '../../shared/contract/settings.ts';
import { prepareJoining } from './joining.ts';

let folder: ReturnType<typeof testFolder>;
beforeEach(() => {
  folder = testFolder();
});
afterEach(() => {
  folder.remove();
});

const settings = (): StationSettings => StationSettings.parse(JSON.parse(readFileSync(join(folder.path, 'station', 'config.json'), 'utf8')));

it('a device that joins gets settings without a centre, and keeps what was changed in them', () => {
  prepareJoining(folder.path, 'http://192.0.2.10:4310');
  expect(settings()).toEqual({ web: { host: '127.0.0.1', port: 4311 }, server: { url: 'http://192.0.2.10:4310' }, printer: { kind: 'virtual', folder: 'paper' } });
  const named = { ...settings(), name: 'Mesa 4' };
  writeFileSync(join(folder.path, 'station', 'config.json'), JSON.stringify(named));
  prepareJoining(folder.path, 'http://192.0.2.10:4310');
  expect(settings()).toEqual(named);
});

it('beside its centre’s own station it leaves that one its port', () => {
  prepareJoining(folder.path, 'http://127.0.0.1:4310');
  expect(settings().web.port).toBe(4312);
});

it.each(['192.0.2.10', 'ftp://192.0.2.10', ''])('«%s» is no address, and nothing is written', (address) => {
  expect(() => { prepareJoining(folder.path, address); }).toThrow(/not the address of a server/);
  expect(() => settings()).toThrow(/ENOENT/);
});

it('a folder that is another centre’s, or has a centre of its own, is left as it is', () => {
  prepareJoining(folder.path, 'http://192.0.2.10:4310');
  expect(() => { prepareJoining(folder.path, 'http://192.0.2.11:4310'); }).toThrow(/joins http:\/\/192\.0\.2\.10:4310/);
  mkdirSync(join(folder.path, 'own', 'station'), { recursive: true });
  const own = join(folder.path, 'own', 'station', 'config.json');
  writeFileSync(own, JSON.stringify({ ...settings(), centreFile: 'centre.json' }));
  expect(() => { prepareJoining(join(folder.path, 'own'), 'http://192.0.2.10:4310'); }).toThrow(/where a centre is described/);
  expect(readFileSync(own, 'utf8')).toContain('centre.json');
});
