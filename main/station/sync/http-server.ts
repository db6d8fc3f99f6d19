import { setImmediate } from 'node:timers/promises';
import { CannotGoOn } from '../../../shared/contract/problem.ts';
import { ServerError } from '../../../shared/contract/server-errors.ts';
import * as wire from '../../../shared/contract/wire.ts';
import { openLiveSocket } from './live-socket.ts';
import { ServerRefused, ServerUnreachable, type ServerDoor } from './server-door.ts';
import { SpokenVersion, pushIn } from './spoken-version.ts';

/** Long enough for a slow network, short enough that a silent one is noticed. */
const ANSWER_MS = 10_000;
/** The state of a whole centre is larger than any other answer, and nobody waits for it. */
const SNAPSHOT_MS = 60_000;

/** A schema, or what reads as one does. */
interface Reads<T> {
  readonly safeParse: (body: unknown) => { readonly success: true; readonly data: T } | { readonly success: false; readonly error: Error };
}

/** One request: `body` in the words of the version that is spoken, where it differs between them. */
interface Request {
  readonly path: string;
  readonly token?: string;
  readonly body?: (version: number) => unknown;
  readonly withinMs?: number;
}

/**
 * The centre's server over HTTP and a WebSocket, in the highest version that both speak [J14].
 * @param url where it is; a path in it stays before ours (`https://host/umbral` → `/umbral/v1/push`).
 * @throws CannotGoOn `badFile` where the URL has parts that could not be kept.
 */
export function httpServer(url: string): ServerDoor {
  const base = baseOf(url);
  const ending = new AbortController();
  const spoken = new SpokenVersion();

  const askOnce = async <T>(schema: Reads<T>, { path, token, body, withinMs = ANSWER_MS }: Request, version: number): Promise<T> => {
    const { status, text } = await fetchText(new URL(path, base), {
      signal: AbortSignal.any([ending.signal, AbortSignal.timeout(withinMs)]),
      headers: {
        [wire.WIRE_HEADER]: String(version),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { method: 'POST', body: JSON.stringify(body(version)) } : {}),
    });
    return answerOf(schema, status, text, url);
  };
  const ask = async <T>(schema: Reads<T>, request: Request): Promise<T> => {
    const version = spoken.now;
    try {
      return await askOnce(schema, request, version);
    } catch (error) {
      const refused = error instanceof ServerRefused && error.error.kind === 'version' ? error.error : undefined;
      if (!refused || !spoken.lower(version, refused)) throw error;
      return askOnce(schema, request, spoken.now);
    }
  };
  const post = <T>(schema: Reads<T>, path: string, body: unknown, token?: string): Promise<T> =>
    ask(schema, { path, body: () => body, ...(token === undefined ? {} : { token }) });

  return {
    enrol: (request) => post(wire.EnrolReply, 'v1/enrol', request),
    ask: (request) => post(wire.AskReply, 'v1/enrol/ask', request),
    challenge: (request) => post(wire.ChallengeReply, 'v1/challenge', request),
    token: (request) => post(wire.TokenReply, 'v1/token', request),
    epoch: (request) => post(wire.EpochReply, 'v1/epoch', request),
    push: (token, request) => ask(wire.PushReply, { path: 'v1/push', token, body: (version) => pushIn(version, request) }),
    entries: (token, { generation, no, orderHash }, limit) =>
      ask({ safeParse: wire.readEntriesReply }, { path: `v1/entries?generation=${generation}&after=${no}&hash=${orderHash}&limit=${limit}`, token }),
    sent: () => setImmediate(),
    snapshot: (token) => ask(wire.SnapshotReply, { path: 'v1/snapshot', token, withinMs: SNAPSHOT_MS }),
    agree: (token, request) => post(wire.AgreeReply, 'v1/agree', request, token),
    order: (token, request) => post(wire.OrderReply, 'v1/order', request, token),
    leases: (token, request) => post(wire.LeasesReply, 'v1/leases', request, token),
    claim: (token, request) => post(wire.ClaimReply, 'v1/claims', request, token),
    seats: (token, request) => post(wire.SeatsReply, 'v1/seats', request, token),
    keys: (token, request) => post(wire.KeysReply, 'v1/keys', request, token),
    live: (token, onPoke, onEnd) => openLiveSocket({ base, token, version: spoken.now, onPoke, onEnd }),
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

/** What an answer says. @throws ServerRefused for an error of ours, ServerUnreachable for what is nothing of ours. */
function answerOf<T>(schema: Reads<T>, status: number, text: string, url: string): T {
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
  // … and says so when the server behind it does not answer, which passes.
  if (status >= 502 && status <= 504) throw new ServerUnreachable('noAnswer', `${url} answered ${status}: nobody behind it`);
  throw new ServerUnreachable('notOurs', `${url} answered ${status} and no kind of ours`);
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
