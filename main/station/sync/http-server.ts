import { WebSocket } from 'ws';
import type { z } from 'zod';
import { BODY_LIMIT, EnrolReply, EntriesReply, Poke, PushReply, ServerError } from '../../../shared/contract/wire.ts';
import { ServerRefused, ServerUnreachable, type ServerDoor } from './server-door.ts';

/** Long enough for a slow network, short enough that a silent one is noticed. */
const ANSWER_MS = 10_000;
/** A live socket that says nothing for this long is taken for dead; the server pings more often. */
const SILENCE_MS = 60_000;

/** The centre's server over HTTP and a WebSocket. */
export function httpServer(url: string): ServerDoor {
  const ending = new AbortController();

  const ask = async <T>(schema: z.ZodType<T>, path: string, init: RequestInit): Promise<T> => {
    let status: number;
    let body: unknown;
    try {
      const signal = AbortSignal.any([ending.signal, AbortSignal.timeout(ANSWER_MS)]);
      const answer = await fetch(new URL(path, url), { ...init, signal, redirect: 'error' });
      status = answer.status;
      body = await answer.json();
    } catch (error) {
      throw new ServerUnreachable(`no usable answer from ${url}`, { cause: error });
    }
    if (status === 200) {
      const read = schema.safeParse(body);
      if (read.success) return read.data;
      throw new ServerUnreachable(`${url} answered something that is not an answer of ours`, { cause: read.error });
    }
    const refused = ServerError.safeParse(body);
    if (refused.success) throw new ServerRefused(refused.data);
    throw new ServerUnreachable(`${url} answered ${status} and no kind of ours`);
  };
  const post = (token: string | undefined, body: unknown): RequestInit => ({
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token === undefined ? {} : bearer(token)) },
    body: JSON.stringify(body),
  });

  return {
    enrol: (request) => ask(EnrolReply, '/v1/enrol', post(undefined, request)),
    push: (token, request) => ask(PushReply, '/v1/push', post(token, request)),
    entries: (token, after, limit) => ask(EntriesReply, `/v1/entries?after=${after}&limit=${limit}`, { headers: bearer(token) }),
    live: (token, onPoke, onEnd) => listen(url, token, onPoke, onEnd),
    close: async () => {
      ending.abort();
    },
  };
}

function bearer(token: string): { authorization: string } {
  return { authorization: `Bearer ${token}` };
}

function listen(url: string, token: string, onPoke: (head: number) => void, onEnd: () => void): { close(): void } {
  const address = new URL('/v1/live', url);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(address, { headers: bearer(token), handshakeTimeout: ANSWER_MS, maxPayload: Math.min(BODY_LIMIT, 4096) });
  const silence = setTimeout(() => {
    socket.terminate();
  }, SILENCE_MS);
  let ended = false;
  const heard = (): void => {
    silence.refresh();
  };
  const end = (): void => {
    clearTimeout(silence);
    if (ended) return;
    ended = true;
    onEnd();
  };
  socket.on('ping', heard);
  socket.on('message', (data) => {
    heard();
    const poke = Buffer.isBuffer(data) ? readPoke(data.toString('utf8')) : undefined;
    if (poke) onPoke(poke.head);
  });
  socket.on('close', end);
  // 'close' always follows; a poke that is lost is repaired by polling [J9].
  socket.on('error', () => socket.terminate());
  return {
    close: () => {
      ended = true;
      clearTimeout(silence);
      socket.terminate();
    },
  };
}

function readPoke(text: string): Poke | undefined {
  try {
    return Poke.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
