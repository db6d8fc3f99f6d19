/** The HTTP door against real sockets: what it asks for, and what it makes of each kind of answer. */
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTcp, type AddressInfo, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { CannotGoOn } from '../../../shared/contract/problem.ts';
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

const pull = (door: ServerDoor): Promise<unknown> => door.entries(TOKEN, 0, 10).catch((error: unknown) => error);

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
    await door.entries(TOKEN, 0, 10);
    const head = await new Promise<number>((resolve) => {
      const live = door.live(TOKEN, resolve, () => {});
      closing.push(() => { live.close(); });
    });
    expect(head).toBe(7);
    expect(asked).toEqual(['/umbral/v1/entries?after=0&limit=10', '/umbral/v1/live']);
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
