/**
 * Tokens of devices that have proved their key. In: a device. Out: a token's text once; afterwards
 * only its hash is kept, in memory alone: a server that starts again has its devices prove again.
 */
import type { Clock } from '../../shared/domain/clock.ts';
import { TOKEN_MS } from '../../shared/contract/wire.ts';
import type { DeviceId } from '../../shared/domain/ids.ts';
import type { Chance } from '../chance.ts';
import { sha256 } from '../digest.ts';

/** Good tokens a device may have at once: a reply may be lost, and a copy of the device prove itself too. */
export const TOKENS_PER_DEVICE = 4;

/**
 * [J19] How far its device's report of a generation has come. Until it is made, nobody is leased
 * numbers that an owner before this one may have leased already.
 */
export type Report =
  | { readonly kind: 'made' }
  /** Made once all that it had written by then is in the order. */
  | { readonly kind: 'after'; readonly acknowledged: number }
  /** It still stood on another order: once it is on this one, it proves itself anew. */
  | { readonly kind: 'onceBack' };

export interface Pass {
  readonly device: DeviceId;
  /** In which the order went on when this was given. */
  readonly generation: number;
  report: Report;
}

export interface Tokens {
  /** A new token; the oldest of a device that has many ends. */
  mint(pass: Pass): string;
  /** Whose token this is, while it is good. */
  find(text: string): Pass | undefined;
  /** Ends one token. */
  end(pass: Pass): void;
  /** Ends every token of a device. */
  endAll(device: DeviceId): void;
  /** Whether a device has a token that is good. */
  has(device: DeviceId): boolean;
}

export function createTokens(clock: Clock, chance: Chance): Tokens {
  // By hash: however long a look takes, it tells nothing of the text that would open.
  const passes = new Map<string, { readonly pass: Pass; readonly until: number }>();
  const byDevice = new Map<DeviceId, readonly string[]>();

  const goodOf = (device: DeviceId): readonly string[] => {
    const now = clock.monotonic();
    return (byDevice.get(device) ?? []).filter((hash) => (passes.get(hash)?.until ?? 0) > now);
  };
  const keep = (device: DeviceId, hashes: readonly string[]): void => {
    for (const hash of byDevice.get(device) ?? []) if (!hashes.includes(hash)) passes.delete(hash);
    if (hashes.length === 0) byDevice.delete(device);
    else byDevice.set(device, hashes);
  };

  return {
    mint(pass) {
      const { device } = pass;
      const text = Buffer.from(chance.bytes(32)).toString('base64url');
      const hash = sha256(text);
      passes.set(hash, { pass, until: clock.monotonic() + TOKEN_MS });
      keep(device, [...goodOf(device).slice(1 - TOKENS_PER_DEVICE), hash]);
      return text;
    },
    find(text) {
      const kept = passes.get(sha256(text));
      return kept && kept.until > clock.monotonic() ? kept.pass : undefined;
    },
    end(pass) {
      keep(pass.device, goodOf(pass.device).filter((hash) => passes.get(hash)?.pass !== pass));
    },
    endAll(device) {
      keep(device, []);
    },
    has: (device) => goodOf(device).length > 0,
  };
}

/** The token in an `Authorization` header; undefined where there is none of our form. */
export function readBearer(header: string | undefined): string | undefined {
  return /^Bearer ([\w-]{20,200})$/i.exec(header ?? '')?.[1];
}
