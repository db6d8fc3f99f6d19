/** [J14] Which version of the wire this station and its server speak with each other. */
import { WIRE_FLOOR, WIRE_VERSION } from '../../../shared/contract/versions.ts';
import type { PushRequest } from '../../../shared/contract/wire.ts';

/**
 * The newest at first, and an older one where the server knows no newer. Never on disk: a station
 * that starts again tries the newest again, since the server may have been updated meanwhile.
 */
export class SpokenVersion {
  #now: number = WIRE_VERSION;

  get now(): number {
    return this.#now;
  }

  /**
   * Speaks the highest version that both know, from here on.
   * @param refused the version the server just refused.
   * @returns whether there is one to try.
   */
  lower(refused: number, { from, to }: { readonly from: number; readonly to: number }): boolean {
    const highest = Math.min(to, WIRE_VERSION);
    if (highest < Math.max(from, WIRE_FLOOR) || highest === refused) return false;
    this.#now = highest;
    return true;
  }
}

/** A push in the words of a version: 2 knew nothing of clocks. */
export function pushIn(version: number, request: PushRequest): Partial<PushRequest> {
  if (version > 2) return request;
  const { sent: _, ...old } = request;
  return old;
}
