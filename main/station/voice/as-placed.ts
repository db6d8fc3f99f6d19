/** What of a centre is said aloud: its file's words, and the names that staff gave to points of its map. */
import type { Centre } from '../../../shared/domain/centre.ts';
import type { CentreState } from '../../../shared/domain/reducers/state.ts';

type Said = Pick<CentreState, 'centre' | 'points'>;

/** @returns gives the centre with its points as they stand now: the very same one for as long as neither changes. */
export function asPlaced(): (state: Said) => Centre | undefined {
  let last: { readonly of: Said; readonly centre: Centre | undefined } | undefined;
  return ({ centre, points }) => {
    if (!last || last.of.centre !== centre || last.of.points !== points) {
      const plan = centre?.plan && points ? { ...centre.plan, points: [...points] } : centre?.plan;
      last = { of: { centre, points }, centre: centre && plan ? { ...centre, plan } : centre };
    }
    return last.centre;
  };
}
