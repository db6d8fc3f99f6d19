/**
 * A device that joins a centre whose server is elsewhere, before it is started the first time. In:
 * its folder and that server's address. Out: the station's settings, or why they can't be those.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CannotGoOn } from '../../shared/contract/problem.ts';
import { readSettings, StationSettings, WEB_PORT } from '../../shared/contract/settings.ts';
import { near } from './words.ts';

/**
 * Writes the settings of a station without a centre of its own, where it has none yet. Started
 * again with the same address it changes nothing.
 * @throws CannotGoOn where the address is none, or the folder is another centre's.
 */
export function prepareJoining(data: string, address: string): void {
  const station = join(data, 'station');
  const file = join(station, 'config.json');
  const wanted = StationSettings.safeParse(settingsFor(address));
  if (!wanted.success) {
    throw new CannotGoOn('unexpected', `«${address}» is not the address of a server. It looks like http://192.0.2.10:4310. Nothing was started.`);
  }
  if (!existsSync(file)) {
    mkdirSync(station, { recursive: true });
    // Whole or not at all: a disk that fills up here must not leave half a file for the next start.
    writeFileSync(`${file}.new`, `${JSON.stringify(wanted.data, null, 2)}\n`);
    renameSync(`${file}.new`, file);
    return;
  }
  const { centreFile, server } = readSettings(StationSettings, file, readFileSync(file, 'utf8'));
  if (centreFile !== undefined || server.url !== wanted.data.server.url) {
    const whose = centreFile === undefined ? `joins ${server.url}` : 'is the one where a centre is described';
    throw new CannotGoOn('unexpected', `The station in ${near(station)} ${whose}. Choose another folder with --data, or start it without --join. Nothing was changed.`);
  }
}

function settingsFor(address: string): StationSettings {
  return {
    // Beside the centre's own station on one machine, that one has the usual port.
    web: { host: '127.0.0.1', port: isHere(address) ? WEB_PORT + 1 : WEB_PORT },
    server: { url: address },
    printer: { kind: 'virtual', folder: 'paper' },
  };
}

function isHere(address: string): boolean {
  return URL.canParse(address) && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(address).hostname);
}
