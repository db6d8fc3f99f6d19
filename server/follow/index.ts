/**
 * A turn on a phone. In: the opaque id that a ticket's QR carries, and what a browser prefers to read.
 * Out: a page without scripts that says how that turn stands, and asks again by itself. It says
 * nothing of who it is or what they came for, and of a day that is over nothing at all [X6].
 */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { FOLLOW_PATH } from '../../shared/contract/scans.ts';
import { businessDayOf, type Clock } from '../../shared/domain/clock.ts';
import { VisitId } from '../../shared/domain/ids.ts';
import { spellLabel } from '../../shared/domain/label.ts';
import type { CentreState } from '../../shared/domain/reducers/state.ts';
import { turnStands } from '../../shared/domain/scheduling/turn-stands.ts';
import type { CentreStore } from '../store/store.ts';
import { addressOf } from './address.ts';
import { createMisses } from './misses.ts';
import { HEADERS, nothingPage, turnPage, unsurePage, type Followed } from './page.ts';
import { createWaits, type WaitOf } from './waits.ts';
import { phoneWords } from './words.ts';

export interface FollowParts {
  /** The order as it is folded. */
  readonly owner: { state(): CentreState };
  /** Whether this server still orders, as its store has it. */
  readonly store: Pick<CentreStore, 'ordering'>;
  readonly clock: Clock;
}

export function addFollowPages(http: FastifyInstance, { owner, store, clock }: FollowParts): void {
  const misses = createMisses(clock);
  const waitOf = createWaits(clock);
  http.get<{ Params: { token: string } }>(`${FOLLOW_PATH}:token`, async (request, reply) => {
    const words = phoneWords(request.headers['accept-language']);
    reply.headers(HEADERS).type('text/html; charset=utf-8');
    // [J19] Fenced or still collecting, it would tell of a queue that goes on without it.
    if ((await store.ordering()).kind !== 'ordering') return reply.code(503).send(unsurePage(words).toString());
    const followed = followedBy(request.params.token, owner.state(), { clock, waitOf });
    if (followed) return reply.send(turnPage(words, followed).toString());
    return refuse(reply, misses.waitMs(addressOf(request))).send(nothingPage(words).toString());
  });
}

/** Whoever has a paper is never kept waiting for others' tries: only what is no turn of today is counted. */
function refuse(reply: FastifyReply, waitMs: number): FastifyReply {
  return waitMs === 0 ? reply.code(404) : reply.code(429).header('retry-after', Math.ceil(waitMs / 1000));
}

function followedBy(token: string, state: CentreState, { clock, waitOf }: { readonly clock: Clock; readonly waitOf: WaitOf }): Followed | undefined {
  const id = VisitId.safeParse(token);
  const { centre } = state;
  if (!id.success || !centre) return undefined;
  const now = clock.now();
  const day = businessDayOf(centre.zone, now);
  const visit = state.visits.get(id.data);
  const stands = turnStands(id.data, { state, centre, day });
  if (!visit || stands.kind === 'unknown') return undefined;
  const wait = stands.kind === 'waiting' ? waitOf(state, day, visit.id) : undefined;
  return { centre: centre.name, label: spellLabel(visit.label), stands, wait, at: now, zone: centre.zone };
}
