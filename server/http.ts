/**
 * The doors over HTTP and WebSocket. In: connections. Out: what the doors answer, as JSON with its
 * status, and pokes. It looks at nothing that a message says.
 */
import websocket from '@fastify/websocket';
import { fastify, LogController, type FastifyBaseLogger, type FastifyInstance, type FastifyRequest } from 'fastify';
import { BODY_LIMIT, WIRE_HEADER } from '../shared/contract/wire.ts';
import { WIRE_VERSION } from '../shared/contract/versions.ts';
import type { DeviceId } from '../shared/domain/ids.ts';
import { answerError, answerFaults, answerRawFault } from './answers.ts';
import type { Admitted, DoorPlace, Doors } from './doors/index.ts';
import type { Live } from './live.ts';
import { readBearer } from './proof/tokens.ts';
import type { CentreStore } from './store/store.ts';

/** How long a request may take to arrive whole. */
const REQUEST_TIMEOUT_MS = 30_000;
/** How long a connection may be silent. */
const CONNECTION_TIMEOUT_MS = 120_000;
/** A live socket has nothing to say. */
const LIVE_PAYLOAD_LIMIT = 256;

export interface HttpParts {
  readonly store: Pick<CentreStore, 'head'>;
  readonly doors: Doors;
  readonly live: Live;
  /** A pino logger, or another of its form. */
  readonly log: FastifyBaseLogger;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The way in, once a door has let this request pass. */
    admitted: Admitted | null;
    /** Who listens. */
    listener: DeviceId | null;
  }
}

/** Binds the doors; it listens nowhere yet. Closing it leaves the store open. */
export function createHttp({ store, doors, live, log }: HttpParts): FastifyInstance {
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
  http.decorateRequest('admitted', null);
  http.decorateRequest('listener', null);
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

  // For whoever watches over the machine, in whatever version it speaks.
  http.get('/v1/health', async () => {
    await store.head();
    return { wire: WIRE_VERSION };
  });
  http.register(async (inside) => {
    for (const place of doors.places) bindDoor(inside, doors, place);
    bindLive(inside, { store, doors, live });
  });
  return http;
}

function bindDoor(http: FastifyInstance, doors: Doors, { method, path, bodyLimit }: DoorPlace): void {
  http.route({
    method,
    url: path,
    ...(bodyLimit > 0 && { bodyLimit }),
    // Before the body is read: who may not come in has no say in how much that is.
    async onRequest(request, reply) {
      const admitted = await doors.admit({ method, path, ...proofOf(request) });
      if (admitted.kind === 'error') return answerError(reply, admitted.error);
      request.admitted = admitted;
      return undefined;
    },
    async handler(request, reply) {
      if (!request.admitted) throw new Error('a door was passed by a request that was not let in');
      const answer = await request.admitted.enter({ query: request.query, body: request.body });
      return answer.kind === 'ok' ? answer.body : answerError(reply, answer.error);
    },
  });
}

function bindLive(http: FastifyInstance, { store, doors, live }: Pick<HttpParts, 'store' | 'doors' | 'live'>): void {
  http.route({
    method: 'GET',
    url: '/v1/live',
    async onRequest(request, reply) {
      const admitted = await doors.admitListener(proofOf(request));
      if (admitted.kind === 'error') return answerError(reply, admitted.error);
      request.listener = admitted.device;
      return undefined;
    },
    // Asked for as a page it has nothing to show.
    handler: async (_request, reply) => answerError(reply, { kind: 'malformed' }),
    wsHandler: async (socket, { listener }) => {
      if (!listener) throw new Error('a live socket was opened by nobody');
      live.admit(socket, listener);
      const { no } = await store.head();
      live.tell(socket, { head: no });
      // It may have been put out while its socket opened.
      if (!(await doors.mayListen(listener))) live.dismiss(listener);
    },
  });
}

/** What a request says of who sends it, and how. */
function proofOf({ headers, ip }: FastifyRequest) {
  const version = headers[WIRE_HEADER];
  return { version: typeof version === 'string' ? version : undefined, token: readBearer(headers.authorization), address: ip };
}
