/** [J14] A server that speaks only the version before this one, as a station meets it; and that version, as this server hears it. */
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { PUSH_REQUESTS, WIRE_FLOOR, WIRE_VERSION } from '../../shared/contract/versions.ts';
import { WIRE_HEADER } from '../../shared/contract/wire.ts';
import type { DeskId, ServiceId } from '../../shared/domain/ids.ts';
import { startPart, type Part } from '../fixtures/processes.ts';
import { SMALL_CENTRE, testFolder } from '../fixtures/world.ts';
import { look, settled, until } from './centre.ts';
import { Crew } from './crew.ts';
import { brokenLaws, readOrder, readStation } from './laws.ts';

const BEFORE = WIRE_FLOOR;

/**
 * A server of the version before: whatever speaks another is told so, and what it knows is passed on to
 * the real one. It reads as strictly as it did then: a push with more in it is no push.
 */
class OlderServer {
  /** How often each version was spoken to it. */
  readonly heard = new Map<string, number>();
  readonly #behind: URL;
  readonly #server: Server;

  constructor(behind: string) {
    this.#behind = new URL(behind);
    this.#server = createServer((asked, answer) => void this.#answer(asked, answer));
    this.#server.on('upgrade', (asked, socket, head) => {
      if (!this.#isUnderstood(asked)) {
        socket.destroy();
        return;
      }
      const line = connect(Number(this.#behind.port), this.#behind.hostname, () => {
        const headers = Object.entries({ ...asked.headers, host: this.#behind.host }).map(([name, value]) => `${name}: ${String(value)}`);
        line.write(`GET ${asked.url} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`);
        line.write(head);
        line.pipe(socket).pipe(line);
      });
      line.on('error', () => socket.destroy());
      socket.on('error', () => line.destroy());
    });
  }

  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #isUnderstood({ headers }: IncomingMessage): boolean {
    const version = String(headers[WIRE_HEADER]);
    this.heard.set(version, (this.heard.get(version) ?? 0) + 1);
    return version === String(BEFORE);
  }

  async #answer(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const body = await text(asked);
    if (!this.#isUnderstood(asked)) return refuse(answer, { kind: 'version', from: BEFORE, to: BEFORE });
    if (asked.url === '/v1/push' && !PUSH_REQUESTS[BEFORE].safeParse(JSON.parse(body)).success) return refuse(answer, { kind: 'malformed' });
    const passed = request(new URL(asked.url ?? '', this.#behind), { method: asked.method, headers: { ...asked.headers, host: this.#behind.host } });
    passed.on('response', (came) => {
      answer.writeHead(came.statusCode ?? 500, came.headers);
      came.pipe(answer);
    });
    passed.on('error', () => answer.destroy());
    passed.end(body);
  }
}

function refuse(answer: ServerResponse, error: object): void {
  answer.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify(error));
}

describe(`a server that speaks only ${BEFORE}, and a station that would speak ${WIRE_VERSION}`, () => {
  let running: Part[] = [];
  let older: OlderServer | undefined;
  const folder = testFolder();
  afterEach(async () => {
    for (const part of running) await part.stop();
    running = [];
    await older?.close();
    folder.remove();
  });

  it('[J14] work together: turns, calls, numbers and pokes, in the version both know', async () => {
    const [serverData, stationData] = [join(folder.path, 'server'), join(folder.path, 'station')];
    for (const data of [serverData, stationData]) mkdirSync(data);
    writeFileSync(join(serverData, 'config.json'), JSON.stringify({ host: '127.0.0.1', port: 0 }));
    const server = await startPart('server/main.ts', serverData);
    running.push(server);
    older = new OlderServer(server.url);
    const settings = {
      centreFile: 'centre.json',
      web: { host: '127.0.0.1', port: 0 },
      server: { url: await older.listen(), codeFile: join('..', 'server', 'enrol-code') },
      printer: { kind: 'virtual', folder: 'paper' },
    };
    writeFileSync(join(stationData, 'centre.json'), JSON.stringify(SMALL_CENTRE));
    writeFileSync(join(stationData, 'config.json'), JSON.stringify(settings));
    const station = await startPart('main/station/main.ts', stationData);
    running.unshift(station);
    const services: ServiceId[] = SMALL_CENTRE.services.map(({ id }) => id);
    const desks: DeskId[] = SMALL_CENTRE.desks.map(({ id }) => id);
    const crew = new Crew({ web: station.url, services, desks, signsUp: false });
    await crew.more(6);
    await until(() => look<number>(join(serverData, 'centre.sqlite'), 'SELECT count(*) FROM entries') > 20, 'the server orders what comes');
    await crew.stop();
    const broken = (): readonly string[] => brokenLaws(readOrder(serverData), [readStation('station', stationData)], { shown: crew.shown, places: crew.places, papers: [] });
    expect(await settled(broken)).toEqual([]);
    // It asked once in its own words, and was understood from then on.
    expect(older.heard.get(String(WIRE_VERSION))).toBe(1);
    expect(older.heard.get(String(BEFORE))).toBeGreaterThan(5);
    expect(readOrder(serverData).some(({ entry }) => entry.bytes.includes('"leg.claimed"'))).toBe(true);
  }, 60_000);
});
