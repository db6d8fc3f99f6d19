import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { printerSuite } from '../../../tests/contract/printer-suite.ts';
import { sampleTicket, struckPaper } from '../../../tests/fixtures/tickets.ts';
import { REAL_TIMERS } from '../../../tests/fixtures/printer/on-tcp.ts';
import { reachByTcp, type TcpReach } from './lines/tcp.ts';
import type { Printer } from './printer.ts';
import { openUnconfirmedPrinter } from './unconfirmed-printer.ts';

function openTcp({ patienceMs, ...where }: Omit<TcpReach, 'timers'> & { patienceMs?: number }): Printer {
  return openUnconfirmedPrinter({ reach: reachByTcp({ ...where, timers: REAL_TIMERS }), timers: REAL_TIMERS, ...(patienceMs !== undefined && { patienceMs }) });
}

interface Listener {
  readonly server: Server;
  readonly port: number;
  readonly sockets: Set<Socket>;
}

async function listen(onSocket: (socket: Socket) => void, options: { allowHalfOpen?: boolean; pauseOnConnect?: boolean } = {}): Promise<Listener> {
  const sockets = new Set<Socket>();
  const server = createServer(options, (socket) => {
    sockets.add(socket);
    socket.on('error', () => sockets.delete(socket));
    onSocket(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port, sockets };
}

async function shut({ server, sockets }: Listener): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  for (const socket of sockets) socket.destroy();
  await closed;
}

printerSuite('a network printer', 'uncertain', async () => {
  const papers: Uint8Array[] = [];
  const listener = await listen((socket) => {
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('end', () => papers.push(Uint8Array.from(Buffer.concat(chunks))));
  });
  return {
    printer: openTcp({ host: '127.0.0.1', port: listener.port }),
    papers: () => Promise.resolve(papers),
    takeAway: () => shut(listener),
    tidy: () => shut(listener),
  };
});

describe('a network printer on a bad day', () => {
  const opened: Listener[] = [];
  const start = async (...args: Parameters<typeof listen>): Promise<Listener> => {
    const listener = await listen(...args);
    opened.push(listener);
    return listener;
  };
  afterEach(async () => {
    for (const listener of opened.splice(0)) await shut(listener);
  });
  const bytes = struckPaper(sampleTicket());
  const long = new Uint8Array(32 * 1024 * 1024);

  it('[P1] a closed port refuses at once, by name', async () => {
    const { port, server } = await start(() => undefined);
    server.close();
    await once(server, 'close');
    const end = await openTcp({ host: '127.0.0.1', port, connectMs: 60_000 }).print(bytes);
    expect(end).toEqual({ kind: 'refused', why: 'unreachable', detail: `127.0.0.1:${port}: ECONNREFUSED` });
  });

  it('[P1] a name that nobody bears refuses', async () => {
    const end = await openTcp({ host: 'printer.invalid', port: 9100, connectMs: 2000 }).print(bytes);
    expect(end).toMatchObject({ kind: 'refused', why: 'unreachable' });
  });

  it('[P2] a printer that takes the bytes and closes has confirmed nothing', async () => {
    const { port } = await start((socket) => socket.resume());
    const end = await openTcp({ host: '127.0.0.1', port }).print(bytes);
    expect(end).toMatchObject({ kind: 'uncertain', why: 'unconfirmed' });
  });

  it('[P1] a line that breaks in the middle leaves the job uncertain', async () => {
    const { port } = await start((socket) => {
      socket.once('data', () => socket.resetAndDestroy());
    });
    const end = await openTcp({ host: '127.0.0.1', port }).print(long);
    expect(end).toMatchObject({ kind: 'uncertain', why: 'reset' });
  });

  it('[P1] a printer that never reads is told from one that is slow, and leaves the job uncertain', async () => {
    const { port } = await start(() => undefined, { pauseOnConnect: true });
    const end = await openTcp({ host: '127.0.0.1', port, patienceMs: 150 }).print(long);
    expect(end).toMatchObject({ kind: 'uncertain', why: 'stalled' });
  });

  it('[P2] a short ticket that nobody reads is not called printed', async () => {
    const { port } = await start(() => undefined, { pauseOnConnect: true });
    const end = await openTcp({ host: '127.0.0.1', port, patienceMs: 150 }).print(bytes);
    expect(end).toMatchObject({ kind: 'uncertain', why: 'unconfirmed' });
  });

  it('[P1] a printer that keeps the line open still ends the job, and still gets all of it', async () => {
    let got = 0;
    const { port } = await start((socket) => socket.on('data', (chunk) => (got += chunk.length)), { allowHalfOpen: true });
    const end = await openTcp({ host: '127.0.0.1', port, patienceMs: 150 }).print(bytes);
    expect(end).toMatchObject({ kind: 'uncertain', why: 'unconfirmed' });
    expect(got).toBe(bytes.length);
  });

  it('a printer that talks back does not lose the end of the ticket to a reset', async () => {
    const whole = Promise.withResolvers<number>();
    const { port } = await start((socket) => {
      let got = 0;
      socket.write(Buffer.alloc(4096, 0x12));
      socket.on('data', (chunk) => (got += chunk.length));
      socket.on('end', () => whole.resolve(got));
    });
    // Were its words left unread, its goodbye behind them would never be seen.
    const end = await openTcp({ host: '127.0.0.1', port, patienceMs: 60_000 }).print(bytes);
    expect(end).toMatchObject({ kind: 'uncertain', why: 'unconfirmed' });
    expect(await whole.promise).toBe(bytes.length);
  });
});
