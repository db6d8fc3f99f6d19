/**
 * The door that every page of the staff stands behind. In: a request. Out: whoever sent it, known
 * and allowed, or a sentence that says why not. No route gets in here without saying whom it opens
 * to, and no form without coming from a page of ours.
 */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Role } from '../../shared/contract/staff.ts';
import { LANGUAGE_COOKIE, readCookie, sessionCookie } from './cookies.ts';
import { isOurForm, isOurHost } from './origin.ts';
import { signInPage, troublePage } from './pages/door.ts';
import { LOOK, ROOT, type Frame, type HouseFrame } from './pages/frame.ts';
import type { Html } from './pages/html.ts';
import { isSame } from './sessions.ts';
import type { SignedIn } from './sign-in.ts';
import type { Staff } from './staff.ts';
import { STATUS, type Trouble } from './troubles.ts';
import { languageFor, wordsIn } from './words.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is signed in, of the staff. */
    signedIn: SignedIn | null;
  }
  interface FastifyContextConfig {
    /** Whom a route of the staff's opens to. */
    who?: 'everybody' | readonly Role[];
  }
}

/** Route options: behind this door are only these roles, and a form must carry its session's token. */
export function requireRole(roles: readonly Role[]): { readonly config: { readonly who: readonly Role[] } } {
  return { config: { who: roles } };
}

/** Route options of the few pages that need nobody: signing in, the first account, what they look like. */
export const OPEN_TO_EVERYBODY = { config: { who: 'everybody' } } as const;

export interface DoorOptions {
  readonly staff: Staff;
  /** The IANA zone of this machine, for the times on the pages. */
  readonly zone: string;
}

/** What a route answers with. */
export interface Door {
  readonly staff: Staff;
  /** @param path where the page is to be had again, when this request was a form. */
  frame(request: FastifyRequest, path?: string): Frame;
  /** The frame of somebody who is signed in, on a route that requires it. */
  house(request: FastifyRequest, path?: string): HouseFrame;
  show(reply: FastifyReply, page: Html, trouble?: Trouble): FastifyReply;
  /** A page that is nothing but the trouble. */
  refuse(request: FastifyRequest, reply: FastifyReply, trouble: Trouble): FastifyReply;
  /** After a form: the page to look at next, so that loading it again sends nothing twice. */
  goTo(reply: FastifyReply, path: string): FastifyReply;
}

const FORM_LIMIT = 8192;

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** Puts the door before all routes that are added to `app` afterwards; `app` is a context of its own. */
export function createDoor(app: FastifyInstance, { staff, zone }: DoorOptions): Door {
  const frame: Door['frame'] = (request, path = pathOf(request)) => {
    const chosen = readCookie(request.headers.cookie, LANGUAGE_COOKIE);
    return { words: wordsIn(languageFor(chosen, request.headers['accept-language']), zone), path, signedIn: request.signedIn ?? undefined };
  };
  const show: Door['show'] = (reply, page, trouble) => {
    if (trouble?.kind === 'wait') reply.header('retry-after', Math.ceil(trouble.waitMs / 1000));
    return reply.code(trouble ? STATUS[trouble.kind] : 200).type('text/html; charset=utf-8').send(page.toString());
  };
  const door: Door = {
    staff,
    frame,
    house: (request, path) => ({ ...frame(request, path), signedIn: theOneSignedIn(request) }),
    show,
    refuse: (request, reply, trouble) => show(reply, troublePage(frame(request, ''), trouble), trouble),
    goTo: (reply, path) => reply.redirect(path, 303),
  };
  app.decorateRequest('signedIn', null);
  readFormsAlone(app);
  refuseUndeclaredRoutes(app);
  app.addHook('onRequest', async (request, reply) => meet(door, request, reply));
  app.addHook('preHandler', async (request, reply) => letIn(door, request, reply));
  answerFaults(app, door);
  return door;
}

/** Before anything is read: is it asked of us, and who asks? */
async function meet(door: Door, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  reply.headers(HEADERS);
  const { headers, method, protocol, server } = request;
  if (!isOurHost(headers.host, portOf(server))) return door.refuse(request, reply, { kind: 'foreign' });
  if (method !== 'GET' && !isOurForm(headers, protocol)) return door.refuse(request, reply, { kind: 'foreign' });
  if (pathOf(request).startsWith(`${LOOK}/`)) return undefined;
  request.signedIn = (await door.staff.signIn.whoIs(readCookie(headers.cookie, sessionCookie(protocol)))) ?? null;
  return undefined;
}

/** Once its form is read: may they, and is the form theirs? */
async function letIn(door: Door, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const { who } = request.routeOptions.config;
  if (request.is404 || who === 'everybody') return undefined;
  const { signedIn, method } = request;
  if (!signedIn) {
    if (method === 'GET') return door.goTo(reply, signInPath(pathOf(request)));
    const trouble: Trouble = { kind: 'sessionOver' };
    return door.show(reply, signInPage(door.frame(request, `${ROOT}/sign-in`), { trouble }), trouble);
  }
  if (method !== 'GET' && !isSame(formOf(request).get('token') ?? '', signedIn.formToken)) return door.refuse(request, reply, { kind: 'formStale' });
  if (!who?.includes(signedIn.account.role)) return door.refuse(request, reply, { kind: 'notAllowed' });
  return undefined;
}

/** A route that does not say whom it opens to is a mistake that nobody should get to try out. */
function refuseUndeclaredRoutes(app: FastifyInstance): void {
  app.addHook('onRoute', ({ url, config }) => {
    if (config?.who === undefined) throw new Error(`${url} does not say whom it opens to: give it requireRole(…) or OPEN_TO_EVERYBODY`);
  });
}

function readFormsAlone(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: FORM_LIMIT }, (_request, body, done) => done(null, body));
}

function answerFaults(app: FastifyInstance, door: Door): void {
  app.setNotFoundHandler(async (request, reply) => door.refuse(request, reply, { kind: 'noSuchPage' }));
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const { statusCode = 500 } = error;
    if (statusCode === 413) return door.refuse(request, reply, { kind: 'tooLarge' });
    if (statusCode >= 400 && statusCode < 500) return door.refuse(request, reply, { kind: 'malformed' });
    request.log.error({ err: error, route: request.routeOptions.url }, 'a page of the staff failed unexpectedly');
    return door.refuse(request, reply, { kind: 'unexpected' });
  });
}

function theOneSignedIn({ signedIn }: FastifyRequest): SignedIn {
  if (!signedIn) throw new Error('a page of the house was reached by nobody');
  return signedIn;
}

export function pathOf({ url }: FastifyRequest): string {
  return url.split('?', 1)[0] ?? '';
}

function formOf({ body }: FastifyRequest): URLSearchParams {
  return new URLSearchParams(typeof body === 'string' ? body : '');
}

/** Reads a form against its schema: every field is text, and none is there twice. */
export function readForm<T>(schema: z.ZodType<T>, request: FastifyRequest): { readonly kind: 'read'; readonly form: T } | { readonly kind: 'malformed' } {
  const fields = formOf(request);
  const entries = [...fields];
  if (entries.length !== new Set(fields.keys()).size) return { kind: 'malformed' };
  const read = schema.safeParse(Object.fromEntries(entries));
  return read.success ? { kind: 'read', form: read.data } : { kind: 'malformed' };
}

/** A page of ours to come back to; anything else that stands there is as if nothing did. */
export const OurPath = z
  .string()
  .regex(/^\/admin(?:\/[a-z0-9-]{1,40}){0,3}$/)
  .optional()
  .catch(undefined);

function signInPath(next: string): string {
  return next === ROOT ? `${ROOT}/sign-in` : `${ROOT}/sign-in?${new URLSearchParams({ next }).toString()}`;
}

function portOf(server: FastifyInstance): number {
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('listening on a port, not a pipe');
  return address.port;
}
