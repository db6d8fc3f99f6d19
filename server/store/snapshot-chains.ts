/** The ends of chains that a snapshot was kept with, as every store writes them: as text. In: that text. Out: the ends, or none. It judges no chain. */
import { z } from 'zod';
import { SnapshotReply } from '../../shared/contract/wire.ts';
import type { ChainEnd } from './order-store.ts';

/** None where a disk changed the text: then they are not where the chains end, and whoever begins there finds it out. */
export function readChains(text: string): readonly ChainEnd[] {
  try {
    return SnapshotReply.shape.chains.parse(JSON.parse(text));
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
    return [];
  }
}
