/**
 * How every fault leaves the server: as one of the wire's error kinds, with its status [J10],
 * whoever noticed it first: a door, the web framework or the HTTP parser.
 */
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import { SERVER_ERRORS, type ServerError } from '../shared/contract/server-errors.ts';
import { UNEXPECTED_RETRY_MS } from './doors/index.ts';

/** Answers with an error kind; only its own fields leave the server. */
export function answerError(reply: FastifyReply, error: ServerError): FastifyReply {
  if (error.kind === 'busy') reply.header('retry-after', Math.ceil(error.retryAfterMs / 1000));
  return reply.code(SERVER_ERRORS[error.kind].status).send(error);
}

/** Gives the framework's own faults, and unforeseen ones, the same form. */
export function answerFaults(app: FastifyInstance): void {
  app.setNotFoundHandler((_request, reply) => answerError(reply, { kind: 'noSuchPath' }));
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const known = kindOf(error);
    if (known) return answerError(reply, known);
    request.log.error({ err: error, route: request.routeOptions.url }, 'a request failed unexpectedly');
    return answerError(reply, { kind: 'busy', retryAfterMs: UNEXPECTED_RETRY_MS });
  });
}

function kindOf(error: FastifyError): ServerError | undefined {
  const { statusCode = 500 } = error;
  if (statusCode === 413) return { kind: 'tooLarge' };
  return statusCode >= 400 && statusCode < 500 ? { kind: 'malformed' } : undefined;
}

/** Answers what the HTTP parser could not read; there is no request yet, only the socket. */
export function answerRawFault(error: Error & { readonly code?: string }, socket: Socket): void {
  if (socket.destroyed || !socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const kind = rawKindOf(error.code);
  const { status } = SERVER_ERRORS[kind];
  const body = JSON.stringify(kind === 'busy' ? { kind, retryAfterMs: UNEXPECTED_RETRY_MS } : { kind });
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
  );
}

function rawKindOf(code: string | undefined): 'tooLarge' | 'busy' | 'malformed' {
  if (code === 'HPE_HEADER_OVERFLOW') return 'tooLarge';
  // The message did not arrive in time: a bad line, not a bad caller.
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 'busy';
  return 'malformed';
}
