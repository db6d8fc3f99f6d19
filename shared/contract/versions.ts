/**
 * The contract's versions [J14]: a numbered history, the floor below which nobody is understood,
 * and what differs between neighbours. `versions.test.ts` hashes every schema: a change without a
 * new line here fails.
 */
import type { z } from 'zod';
import { PushRequest } from './wire.ts';

export interface Version {
  readonly version: number;
  /** Year and month. */
  readonly since: string;
  readonly brought: string;
}

/** What travels between a station and a server. Each version talks to the one before it, both ways. */
export const WIRE_HISTORY: readonly Version[] = [
  { version: 1, since: '2026-11', brought: 'push, entries, live and the first enrolment, under a token that lasted' },
  { version: 2, since: '2026-11', brought: 'keys and tokens of 15 minutes, asking to be let in, cursors with a generation, leases, claims, snapshots, quarantine' },
  { version: 3, since: '2026-11', brought: 'a push carries the device’s clocks, so that the server can date its entries for certain' },
  { version: 4, since: '2026-11', brought: 'seats are drawn, and keys of what people leave of themselves travel beside the order' },
];

export const WIRE_VERSION = 4;
/** The oldest version that is understood: 1 knew no keys, and was never released. */
export const WIRE_FLOOR = 2;

/** What entries hold. A reader keeps an entry it does not know, and folds it once it does. */
export const ENTRY_HISTORY: readonly Version[] = [
  { version: 1, since: '2026-11', brought: 'the centre, tickets and one leg at a desk' },
  { version: 2, since: '2026-11', brought: 'what the order’s owner writes: generations, devices, leases, claims, closed days; lanes in labels' },
  { version: 3, since: '2026-11', brought: 'the whole life of a leg, several services in one visit, priorities, desks that open and close; policies; appointments, places that are kept, interpreters; opinions; the directory; the house’s map; activities, who signs up for them and seats; six languages, of which a text may leave some out. Before the first release, so that the first reducers know it' },
];

/** The push of version 2 says nothing of clocks. */
const PushRequestV2 = PushRequest.omit({ sent: true });

/** What a push holds in each version that is understood. */
export const PUSH_REQUESTS = { 2: PushRequestV2, 3: PushRequest, 4: PushRequest } as const satisfies Record<number, z.ZodType>;
