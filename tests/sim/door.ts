/** A station's door to the simulated server: the wire's own messages, as JSON, over a link that may fail. */
import type { z } from 'zod';
import { ServerError } from '../../shared/contract/server-errors.ts';
import { PUSH_REQUESTS } from '../../shared/contract/versions.ts';
import * as wire from '../../shared/contract/wire.ts';
import { ServerRefused, ServerUnreachable, type ServerDoor } from '../../main/station/sync/server-door.ts';
import type { Counts } from './counts.ts';
import type { Link } from './network.ts';
import type { SimServer } from './sim-server.ts';

/** @param version of the wire that this station speaks. */
export function simDoor(link: Link, server: () => SimServer, counts: Counts, version: keyof typeof PUSH_REQUESTS): ServerDoor {
  const ending = Promise.withResolvers<never>();
  ending.promise.catch(() => {});
  let closed = false;

  const send = async <T>(schema: z.ZodType<T>, method: 'GET' | 'POST', path: string, token: string | undefined, body: unknown, query: unknown = {}): Promise<T> => {
    if (closed) throw new ServerUnreachable('noAnswer', 'this door is closed');
    const text = JSON.stringify(body);
    const called = link.call(async () => {
      const reply = await server().handle({ method, path, version: String(version), token, address: 'sim', query, body: text === undefined ? undefined : JSON.parse(text) });
      if (!reply) throw new ServerUnreachable('noAnswer', 'nobody is there');
      return JSON.stringify(reply.kind === 'ok' ? reply.body : reply.error);
    });
    const answer = await Promise.race([called, ending.promise]);
    const raw: unknown = JSON.parse(answer);
    const refused = ServerError.safeParse(raw);
    if (refused.success) {
      counts.error(refused.data.kind);
      throw new ServerRefused(refused.data);
    }
    return schema.parse(raw);
  };
  const post = <T>(schema: z.ZodType<T>, path: string, body: unknown, token?: string): Promise<T> => send(schema, 'POST', path, token, body);
  const get = <T>(schema: z.ZodType<T>, path: string, token: string, query: unknown = {}): Promise<T> => send(schema, 'GET', path, token, undefined, query);

  return {
    enrol: (request) => post(wire.EnrolReply, '/v1/enrol', request),
    ask: (request) => post(wire.AskReply, '/v1/enrol/ask', request),
    challenge: (request) => post(wire.ChallengeReply, '/v1/challenge', request),
    token: (request) => post(wire.TokenReply, '/v1/token', request),
    epoch: (request) => post(wire.EpochReply, '/v1/epoch', request),
    push: (token, request) => {
      const { sent, ...older } = request;
      return post(wire.PushReply, '/v1/push', version === 2 ? older : { ...older, sent }, token);
    },
    entries: (token, { generation, no, orderHash }, limit) =>
      get(wire.EntriesReply, '/v1/entries', token, { generation: String(generation), after: String(no), hash: orderHash, limit: String(limit) }),
    snapshot: (token) => get(wire.SnapshotReply, '/v1/snapshot', token),
    agree: (token, request) => post(wire.AgreeReply, '/v1/agree', request, token),
    order: (token, request) => post(wire.OrderReply, '/v1/order', request, token),
    leases: (token, request) => post(wire.LeasesReply, '/v1/leases', request, token),
    claim: (token, request) => post(wire.ClaimReply, '/v1/claims', request, token),
    seats: (token, request) => post(wire.SeatsReply, '/v1/seats', request, token),
    keys: (token, request) => post(wire.KeysReply, '/v1/keys', request, token),
    live: (token, onPoke, onEnd) => {
      let open = true;
      const end = (): void => {
        if (!open) return;
        open = false;
        onEnd();
      };
      link.call(async () => server().listen(token, String(version), (head) => { link.tell(() => { if (open) onPoke(head); }); }, end)).then(
        (heard) => { if (!heard) end(); },
        end,
      );
      return { close: () => { open = false; } };
    },
    close: async () => {
      closed = true;
      ending.reject(new ServerUnreachable('noAnswer', 'this door is closed'));
    },
  };
}
