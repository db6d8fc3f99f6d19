/** The HTTP door against real sockets: what it asks for, and what it makes of each kind of answer. */
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTcp, type AddressInfo, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { CannotGoOn } from '../../../shared/contract/problem.ts';
import { WIRE_FLOOR, WIRE_VERSION } from '../../../shared/contract/versions.ts';
import { WIRE_HEADER, type Cursor, type PushRequest } from '../../../shared/contract/wire.ts';
import { CHAIN_START } from '../../../shared/domain/entries/entry.ts';
import { BootId, spellId } from '../../../shared/domain/ids.ts';
import { httpServer } from './http-server.ts';
import { ServerRefused, ServerUnreachable, type ServerDoor } from './server-door.ts';

const TOKEN = 't'.repeat(24);
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0).toReversed()) close();
});

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  closing.push(() => server.close());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function open(url: string): ServerDoor {
  const door = httpServer(url);
  closing.push(() => void door.close());
  return door;
}

async function answering(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const http = createHttp((request, response) => {
    response.setHeader('connection', 'close');
    answer(request, response);
  });
  return `http://${await listen(http)}`;
}

const START: Cursor = { generation: 1, no: 0, orderHash: CHAIN_START };
const pull = (door: ServerDoor): Promise<unknown> => door.entries(TOKEN, START, 10).catch((error: unknown) => error);

describe('the address', () => {
  it.each(['/umbral', '/umbral/'])('keeps its path «%s» before ours, for requests and for the live line', async (path) => {
    const asked: (string | undefined)[] = [];
    const http = createHttp((request, response) => {
      asked.push(request.url);
      response.setHeader('connection', 'close');
      response.end(JSON.stringify({ generation: 1, head: 0, entries: [] }));
    });
    const sockets = new WebSocketServer({ server: http });
    sockets.on('connection', (socket, request) => {
      asked.push(request.url);
      socket.send(JSON.stringify({ head: 7 }));
    });
    const door = open(`http://${await listen(http)}${path}`);
    await door.entries(TOKEN, START, 10);
    const head = await new Promise<number>((resolve) => {
      const live = door.live(TOKEN, resolve, () => {});
      closing.push(() => { live.close(); });
    });
    expect(head).toBe(7);
    expect(asked).toEqual([`/umbral/v1/entries?generation=1&after=0&hash=${CHAIN_START}&limit=10`, '/umbral/v1/live']);
  });

  it.each(['http://host/?a=1', 'http://host/#a', 'http://user@host/', 'http://user:word@host/'])('%s is refused in words: part of it would be lost', (url) => {
    expect(() => httpServer(url)).toThrow(CannotGoOn);
    expect(() => httpServer(url)).not.toThrow('word@');
  });
});

describe('an answer', () => {
  it('[J10] of the contract is a refusal of its kind', async () => {
    const url = await answering((_request, response) => {
      response.statusCode = 409;
      response.end(JSON.stringify({ kind: 'gap', expected: 4 }));
    });
    expect(await pull(open(url))).toEqual(new ServerRefused({ kind: 'gap', expected: 4 }));
  });

  it('of 413 in a proxy’s words is tooLarge all the same', async () => {
    const url = await answering((_request, response) => {
      response.statusCode = 413;
      response.end('<h1>413 Request Entity Too Large</h1>');
    });
    expect(await pull(open(url))).toMatchObject({ error: { kind: 'tooLarge' } });
  });

  it.each([502, 503, 504])('of %i in a proxy’s words is no answer: nobody is behind it, which passes', async (status) => {
    const url = await answering((_request, response) => {
      response.writeHead(status).end('<h1>Bad Gateway</h1>');
    });
    expect(await pull(open(url))).toMatchObject({ name: 'ServerUnreachable', why: 'noAnswer' });
  });

  it.each([
    ['a web page', (response: ServerResponse) => response.end('<h1>Printer</h1>')],
    ['JSON of another kind', (response: ServerResponse) => response.end('{"hello":"world"}')],
    ['nothing at all', (response: ServerResponse) => response.end()],
    ['a status of its own', (response: ServerResponse) => response.writeHead(401).end('Who are you?')],
    ['a redirect', (response: ServerResponse) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
  ])('that is %s is not ours', async (_name, answer) => {
    const url = await answering((_request, response) => {
      answer(response);
    });
    expect(await pull(open(url))).toMatchObject({ name: 'ServerUnreachable', why: 'notOurs' });
  });

  it('in no HTTP at all is not ours', async () => {
    const tcp = createTcp((socket) => {
      socket.on('error', () => {});
      socket.end('SSH-2.0-OpenSSH_9.2\r\n');
    });
    expect(await pull(open(`http://${await listen(tcp)}`))).toMatchObject({ why: 'notOurs' });
  });

  it('that does not come is no answer: nobody listens, or the line breaks', async () => {
    const gone = createTcp();
    const address = await listen(gone);
    await new Promise((resolve) => gone.close(resolve));
    expect(await pull(open(`http://${address}`))).toMatchObject({ why: 'noAnswer' });
    const url = await answering((request) => request.socket.destroy());
    expect(await pull(open(url))).toBeInstanceOf(ServerUnreachable);
    expect(await pull(open(url))).toMatchObject({ why: 'noAnswer' });
  });
});

describe('the version of the wire', () => {
  const push: PushRequest = {
    epoch: 1,
    first: 1,
    entries: [{ bytes: '{}', hash: CHAIN_START }],
    sent: { bootId: BootId.parse(spellId(new Uint8Array(26))), monotonic: 1, at: 2 },
  };

  interface Heard {
    readonly version: string | undefined;
    readonly body: string;
  }

  /** A server that speaks the versions `from` … `to`, and writes down what it hears. */
  async function speaking(from: number, to: number): Promise<{ url: string; heard: Heard[] }> {
    const heard: Heard[] = [];
    const url = await answering((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => { body += chunk.toString(); });
      request.on('end', () => {
        const version = [request.headers[WIRE_HEADER]].flat()[0];
        heard.push({ version, body });
        const isSpoken = Number(version) >= from && Number(version) <= to;
        response.statusCode = isSpoken ? 200 : 400;
        response.end(JSON.stringify(isSpoken ? { acknowledged: 1, head: 1, generation: 1 } : { kind: 'version', from, to }));
      });
    });
    return { url, heard };
  }

  it('[J14] is the newest at first, in a header', async () => {
    const { url, heard } = await speaking(1, WIRE_VERSION);
    await open(url).push(TOKEN, push);
    expect(heard.map(({ version }) => version)).toEqual([String(WIRE_VERSION)]);
    expect(heard[0]?.body).toContain('sent');
  });

  it('[J14] is the one before where the server knows no newer: remembered, in its own words, until the next life', async () => {
    const { url, heard } = await speaking(1, WIRE_VERSION - 1);
    const door = open(url);
    await door.push(TOKEN, push);
    await door.push(TOKEN, push);
    expect(heard.map(({ version }) => Number(version))).toEqual([WIRE_VERSION, WIRE_VERSION - 1, WIRE_VERSION - 1]);
    await open(url).push(TOKEN, push);
    expect(Number(heard[3]?.version)).toBe(WIRE_VERSION);
  });

  it('[J14] is the oldest where the server knows no other, in words that knew no clocks', async () => {
    const { url, heard } = await speaking(1, WIRE_FLOOR);
    const door = open(url);
    await door.push(TOKEN, push);
    await door.push(TOKEN, push);
    expect(heard.map(({ version }) => Number(version))).toEqual([WIRE_VERSION, WIRE_FLOOR, WIRE_FLOOR]);
    expect(heard.slice(1).filter(({ body }) => body.includes('sent'))).toEqual([]);
  });

  it('[J14] with none in common, the server’s refusal is told', async () => {
    const { url, heard } = await speaking(90, 91);
    await expect(open(url).push(TOKEN, push)).rejects.toEqual(new ServerRefused({ kind: 'version', from: 90, to: 91 }));
    expect(heard).toHaveLength(1);
  });
});
