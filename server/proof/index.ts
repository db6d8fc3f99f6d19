/**
 * Who calls: challenges, tokens and standings. In: device ids, tokens as text. Out: whether this is
 * a device that proved its key and was not put out. It keeps nothing on disk, and never a token's text.
 */
import type { Clock } from '../../shared/domain/clock.ts';
import type { Chance } from '../chance.ts';
import type { DeviceStore } from '../store/device-store.ts';
import { createChallenges, type Challenges } from './challenges.ts';
import { createStandings, type Standings } from './standings.ts';
import { createTokens, type Tokens } from './tokens.ts';

export interface Proof {
  readonly challenges: Challenges;
  readonly tokens: Tokens;
  readonly standings: Standings;
}

export function createProof(store: Pick<DeviceStore, 'device'>, clock: Clock, chance: Chance): Proof {
  return { challenges: createChallenges(clock, chance), tokens: createTokens(clock, chance), standings: createStandings(store, clock) };
}
