import fastifyStatic, { type FastifyStaticOptions } from '@fastify/static';
import fastifyWebsocket from '@fastify/websocket';
import Fastify, { type FastifyInstance } from 'fastify';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { WebSocket } from 'ws';
import { Trust } from '../../../shared/contract/commands.ts';
import { CannotGoOn } from '../../../shared/contract/problem.ts';
import type { StationSettings } from '../../../shared/contract/settings.ts';
import type { Screen, Screens } from '../screens/index.ts';

export interface Web {
  /** Where the screens are: `http://127.0.0.1:4311`. */
  readonly url: string;
  close(): Promise<void>;
}

/** A folder of its own under a path of the pages. */
export interface Mount {
  /** Begins and ends with a slash. */
  readonly path: string;
  readonly folder: string;
}

/** Frames from a screen are short; a longer one is no screen of ours. */
const LONGEST_FRAME = 128 * 1024;
const PING_MS = 20_000;
/** What a screen that asks and never reads may have waiting for it; no view of ours comes near. Bytes. */
const UNREAD_LIMIT = 1024 * 1024;

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/**
 * Opens the screens to browsers of this machine.
 * @param pages the folder of built pages.
 * @param mounts folders of their own under a path of the pages, as `/voice/`.
 * @throws CannotGoOn `portInUse` or `notBuilt`.
 */
export async function openWeb(settings: StationSettings['web'], screens: Screens, pages: string, settingsFile: string, mounts: readonly Mount[] = []): Promise<Web> {
  if (!existsSync(join(pages, 'visitor', 'index.html'))) {
    throw new CannotGoOn('notBuilt', `The screens are not built (${pages} has none). Run: npm run build`);
  }
  // A browser keeps idle connections open; without this they would keep a station from stopping.
  const app = Fastify({ logger: false, bodyLimit: LONGEST_FRAME, forceCloseConnections: true });
  await app.register(fastifyWebsocket, { options: { maxPayload: LONGEST_FRAME } });
  await app.register(fastifyStatic, {
    root: pages,
    dotfiles: 'deny',
    cacheControl: false,
    // A page names its parts by their hash: kept by a browser after an update, it would ask for parts that are gone.
    setHeaders: (reply, path) => {
      void reply.header('cache-control', path.endsWith('.html') ? 'no-cache' : 'public, max-age=31536000, immutable');
    },
  });

  for (const { path, folder } of mounts) {
    mkdirSync(folder, { recursive: true });
    // A recording is named by what it says; the list of them is not.
    const setHeaders: FastifyStaticOptions['setHeaders'] = (reply, file) => {
      void reply.header('cache-control', file.endsWith('.opus') ? 'public, max-age=31536000, immutable' : 'no-cache');
    };
    await app.register(fastifyStatic, { root: folder, prefix: path, dotfiles: 'deny', decorateReply: false, cacheControl: false, setHeaders });
  }

  // A page of another site, or a name that was pointed at this address, is not one of our screens.
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(HEADERS);
    const own = ownHosts(app, settings.host);
    const { host, origin } = request.headers;
    const sameOrigin = origin === undefined || own.some((name) => origin === `http://${name}`);
    if (!host || !own.includes(host) || !sameOrigin) return reply.code(403).send({ kind: 'notAllowed' });
    return undefined;
  });

  app.get('/', async (_request, reply) => reply.redirect('/visitor'));
  for (const trust of Trust.options) {
    app.get(`/${trust}`, async (_request, reply) => reply.sendFile(`${trust}/index.html`));
    app.get(`/bridge/${trust}`, { websocket: true }, (socket, request) => {
      // Without an Origin it is no browser; scripts of this machine have no screen here.
      if (request.headers.origin === undefined) socket.terminate();
      else carry(socket, trust, screens);
    });
  }
  app.setNotFoundHandler(async (_request, reply) => reply.code(404).send({ kind: 'noSuchPath' }));

  try {
    await app.listen({ host: settings.host, port: settings.port });
  } catch (error) {
    await app.close();
    if (codeOf(error) === 'EADDRINUSE' || codeOf(error) === 'EACCES') {
      const why = codeOf(error) === 'EACCES' ? 'this user may not use it' : 'another program holds it. Stop that program';
      throw new CannotGoOn('portInUse', `Port ${settings.port} on ${settings.host} can't be used: ${why}, or change web.port in ${settingsFile}. No data was touched.`);
    }
    throw error;
  }
  return {
    url: `http://${nameOf(settings.host)}:${portOf(app)}`,
    close: async () => {
      for (const socket of app.websocketServer.clients) socket.terminate();
      await app.close();
    },
  };
}

/** Carries frames between one socket and the screens' door. */
function carry(socket: WebSocket, trust: Trust, screens: Screens): void {
  const screen: Screen = screens.connect(trust, (frame) => {
    if (socket.bufferedAmount > UNREAD_LIMIT) socket.terminate();
    else if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(frame));
  });
  let alive = true;
  const pinging = setInterval(() => {
    if (!alive) return socket.terminate();
    alive = false;
    socket.ping();
  }, PING_MS);
  socket.on('pong', () => {
    alive = true;
  });
  socket.on('message', (data, isBinary) => {
    if (!isBinary && Buffer.isBuffer(data)) screen.receive(readJson(data.toString('utf8')));
  });
  socket.on('close', () => {
    clearInterval(pinging);
    screen.close();
  });
  socket.on('error', () => socket.terminate());
}

/** Undefined for what is not JSON; the screens' door refuses that like any other nonsense. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function ownHosts(app: FastifyInstance, host: string): string[] {
  const port = portOf(app);
  return [...new Set([nameOf(host), '127.0.0.1', 'localhost', '[::1]'])].map((name) => `${name}:${port}`);
}

function nameOf(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

function portOf(app: FastifyInstance): number {
  const address = app.server.address();
  if (address === null || typeof address === 'string') throw new Error('listening on a port, not a pipe');
  return address.port;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
