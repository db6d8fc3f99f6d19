/**
 * The server's doors, over HTTP and WebSocket. In: requests of stations, each checked against the
 * wire's contract before anything looks at it. Out: replies of that contract, or one of its error
 * kinds. It decides nothing about a centre and logs no entry and no token.
 */
import websocket from '@fastify/websocket';
import { fastify, LogController, type FastifyBaseLogger, type FastifyInstance, type FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  BODY_LIMIT,
  EnrolRequest,
  PULL_LIMIT,
  PUSH_LIMIT,
  PushRequest,
  WIRE_VERSION,
  type EnrolReply,
  type EntriesReply,
  type PushReply,
  type ServerError,
} from '../shared/contract/wire.ts';
import type { Clock } from '../shared/domain/clock.ts';
import { answerError, answerFaults, answerRawFault } from './answers.ts';
import type { FirstEnrolment } from './enrolment.ts';
import { createLive, type Live } from './live.ts';
import type { CentreStore, EnrolledDevice } from './store/store.ts';
import { readBearer, tokenMatches } from './tokens.ts';

/** How long a request may take to arrive whole. */
const REQUEST_TIMEOUT_MS = 30_000;
/** How long a connection may be silent. */
const CONNECTION_TIMEOUT_MS = 120_000;
const ENROL_BODY_LIMIT = 2048;
/** A live socket has nothing to say. */
const LIVE_PAYLOAD_LIMIT = 256;

export interface AppOptions {
  readonly store: CentreStore;
  readonly enrolment: FirstEnrolment;
  readonly clock: Clock;
  /** A pino logger, or another of its form. */
  readonly log: FastifyBaseLogger;
}

export interface App {
  readonly http: FastifyInstance;
  readonly live: Live;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls, once its token has proved it. */
    caller: EnrolledDevice | null;
  }
}

/** Builds the app; it listens nowhere yet. Closing `http` leaves the store open. */
export function createApp({ store, enrolment, clock, log }: AppOptions): App {
  const live = createLive();
  const http: FastifyInstance = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    exposeHeadRoutes: false,
    // While the server stops, whoever is already in is still served, and in the contract's words.
    return503OnClosing: false,
    clientErrorHandler: answerRawFault,
    // A path that can't even be read leads nowhere.
    frameworkErrors(_error, _request, reply) {
      answerError(reply, { kind: 'noSuchPath' });
    },
  });
  answerFaults(http);
  http.decorateRequest('caller', null);
  http.register(websocket, {
    options: { maxPayload: LIVE_PAYLOAD_LIMIT },
    // A peer that breaks the protocol or its line: its socket ends, and nobody has to know.
    errorHandler: (_error, socket) => socket.terminate(),
    preClose(done) {
      live.close();
      http.websocketServer.close();
      done();
    },
  });

  http.get('/v1/health', async () => {
    await store.head();
    return { wire: WIRE_VERSION };
  });

  http.post('/v1/enrol', { bodyLimit: ENROL_BODY_LIMIT }, async (request, reply) => {
    const read = readBody(EnrolRequest, request.body);
    if (read.kind !== 'read') return answerError(reply, read);
    const answer = await enrolment.enrol(read.body);
    if (answer.kind === 'refused') {
      log.warn({ refused: answer.error.kind, device: read.body.device, why: answer.why }, 'an enrolment was refused');
      return answerError(reply, answer.error);
    }
    log.info({ device: read.body.device }, 'a device was enrolled');
    return answer.reply satisfies EnrolReply;
  });

  http.register(async (inside) => {
    inside.addHook('onRequest', async (request, reply) => {
      request.caller = (await callerOf(store, request)) ?? null;
      if (!request.caller) return answerError(reply, { kind: 'unauthenticated' });
    });
    journalDoors(inside, { store, clock, log, live });
  });

  return { http, live };
}

/** The doors for devices that have proved who they are. */
function journalDoors(inside: FastifyInstance, { store, clock, log, live }: Pick<AppOptions, 'store' | 'clock' | 'log'> & { live: Live }): void {
  inside.post('/v1/push', async (request, reply) => {
    const { device } = theCaller(request);
    const read = readBody(PushRequest, request.body);
    if (read.kind !== 'read') return answerError(reply, read);
    const { epoch, entries } = read.body;
    const pushed = await store.push({ device, epoch, entries, receivedAt: clock.now() });
    if (pushed.kind === 'busy') {
      log.error({ why: pushed.why }, 'the store can’t be written; nothing was lost, and devices will try again');
      return answerError(reply, { kind: 'busy', retryAfterMs: pushed.retryAfterMs });
    }
    if (pushed.kind !== 'acknowledged') {
      log.warn({ device, refused: pushed }, 'a push was refused');
      return answerError(reply, pushed);
    }
    const { acknowledged, head, generation, added } = pushed;
    if (added > 0) live.poke({ head });
    return { acknowledged, head, generation } satisfies PushReply;
  });

  inside.get('/v1/entries', async (request, reply) => {
    const query = EntriesQuery.safeParse(request.query);
    if (!query.success) return answerError(reply, { kind: 'malformed' });
    const pulled = await store.pull(query.data);
    if (pulled.kind !== 'places') {
      log.warn({ device: theCaller(request).device, refused: pulled }, 'a pull was refused');
      return answerError(reply, pulled);
    }
    const { generation, head, entries } = pulled;
    return { generation, head, entries: [...entries] } satisfies EntriesReply;
  });

  inside.route({
    method: 'GET',
    url: '/v1/live',
    // Asked for as a page it has nothing to show.
    handler: async (_request, reply) => answerError(reply, { kind: 'malformed' }),
    wsHandler: async (socket) => {
      live.admit(socket);
      const { head } = await store.head();
      live.tell(socket, { head });
    },
  });
}

const count = z.string().regex(/^\d{1,15}$/).transform(Number);

/** The query of `GET /v1/entries`. Both have defaults: from the start, and as many as fit. */
const EntriesQuery = z.strictObject({
  after: count.default(0),
  limit: count.pipe(z.int().min(1).max(PULL_LIMIT)).default(PULL_LIMIT),
});

async function callerOf(store: CentreStore, request: FastifyRequest): Promise<EnrolledDevice | undefined> {
  const bearer = readBearer(request.headers.authorization);
  const device = bearer && (await store.device(bearer.device));
  return bearer && device && tokenMatches(bearer.text, device.tokenHash) ? device : undefined;
}

function theCaller(request: FastifyRequest): EnrolledDevice {
  if (!request.caller) throw new Error('a door for devices was reached without a token');
  return request.caller;
}

/** Reads a body: another version of the wire is told apart from a message that is wrong in this one. */
function readBody<T>(schema: z.ZodType<T>, body: unknown): { readonly kind: 'read'; readonly body: T } | ServerError {
  const read = schema.safeParse(body);
  if (read.success) return { kind: 'read', body: read.data };
  if (typeof body !== 'object' || body === null) return { kind: 'malformed' };
  if ('wire' in body && Number.isInteger(body.wire) && body.wire !== WIRE_VERSION) return { kind: 'version' };
  if ('entries' in body && Array.isArray(body.entries) && body.entries.length > PUSH_LIMIT) return { kind: 'tooLarge' };
  return { kind: 'malformed' };
}
