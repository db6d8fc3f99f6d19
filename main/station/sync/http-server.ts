import { WebSocket } from 'ws';
import type { z } from 'zod';
import { CannotGoOn } from '../../../shared/contract/problem.ts';
import { BODY_LIMIT, EnrolReply, EntriesReply, Poke, PushReply, ServerError } from '../../../shared/contract/wire.ts';
import { ServerRefused, ServerUnreachable, type ServerDoor } from './server-door.ts';

/** Long enough for a slow network, short enough that a silent one is noticed. */
const ANSWER_MS = 10_000;
/** A live socket that says nothing for this long is taken for dead; the server pings more often. */
const SILENCE_MS = 60_000;

/**
 * The centre's server over HTTP and a WebSocket.
 * @param url where it is; a path in it stays before ours (`https://host/umbral` → `/umbral/v1/push`).
 * @throws CannotGoOn `badFile` where the URL has parts that could not be kept.
 */
export function httpServer(url: string): ServerDoor {
  const base = baseOf(url);
  const ending = new AbortController();

  const ask = async <T>(schema: z.ZodType<T>, path: string, init: RequestInit): Promise<T> => {
    const signal = AbortSignal.any([ending.signal, AbortSignal.timeout(ANSWER_MS)]);
    const { status, text } = await fetchText(new URL(path, base), { ...init, signal });
    const body = readJson(text);
    if (status === 200) {
      const read = schema.safeParse(body);
      if (read.success) return read.data;
      throw new ServerUnreachable('notOurs', `${url} answered something that is not an answer of ours`, { cause: read.error });
    }
    const refused = ServerError.safeParse(body);
    if (refused.success) throw new ServerRefused(refused.data);
    // A proxy before the server has a limit of its own, and says so in its own words.
    if (status === 413) throw new ServerRefused({ kind: 'tooLarge' });
    throw new ServerUnreachable('notOurs', `${url} answered ${status} and no kind of ours`);
  };
  const post = (token: string | undefined, body: unknown): RequestInit => ({
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token === undefined ? {} : bearer(token)) },
    body: JSON.stringify(body),
  });

  return {
    enrol: (request) => ask(EnrolReply, 'v1/enrol', post(undefined, request)),
    push: (token, request) => ask(PushReply, 'v1/push', post(token, request)),
    entries: (token, after, limit) => ask(EntriesReply, `v1/entries?after=${after}&limit=${limit}`, { headers: bearer(token) }),
    live: (token, onPoke, onEnd) => listen(base, token, onPoke, onEnd),
    close: async () => {
      ending.abort();
    },
  };
}

function baseOf(url: string): URL {
  const base = new URL(url);
  if (base.search !== '' || base.hash !== '' || base.username !== '' || base.password !== '') {
    throw new CannotGoOn('badFile', `server.url in the station's config.json is ${base.origin}${base.pathname} and more: a name, a password, a «?» or a «#» can't be part of it. Leave only the address. No data was touched.`);
  }
  if (!base.pathname.endsWith('/')) base.pathname += '/';
  return base;
}

/** @throws ServerUnreachable where no whole answer came. */
async function fetchText(address: URL, init: RequestInit): Promise<{ status: number; text: string }> {
  try {
    // A redirect is an answer that is not ours, and must not carry the token elsewhere.
    const answer = await fetch(address, { ...init, redirect: 'manual' });
    return { status: answer.status, text: await answer.text() };
  } catch (error) {
    const why = speaksOtherwise(error) ? 'notOurs' : 'noAnswer';
    throw new ServerUnreachable(why, `no usable answer from ${address.origin}`, { cause: error });
  }
}

/** Whether somebody is there and speaks no HTTP, or shows a certificate that can't be trusted. */
function speaksOtherwise(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  if (!(cause instanceof Error)) return false;
  const code = 'code' in cause ? String(cause.code) : '';
  return cause.name === 'HTTPParserError' || /^(?:ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/.test(code);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function bearer(token: string): { authorization: string } {
  return { authorization: `Bearer ${token}` };
}

function listen(base: URL, token: string, onPoke: (head: number) => void, onEnd: () => void): { close(): void } {
  const address = new URL('v1/live', base);
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
  return Poke.safeParse(readJson(text)).data;
}
