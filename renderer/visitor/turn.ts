/** How a turn stands while somebody looks at it, in words: it may be called meanwhile. */
import type { TurnStands } from '../../shared/contract/views.ts';
import { useView } from '../ui/bridge.ts';
import { useWords } from '../ui/words.ts';
import type { Issued } from './steps.ts';

export interface Turn {
  /** What is more than waiting; null where there is nothing of the kind to say. */
  readonly said: string | null;
  /** How many are before it now; null where it does not wait, and before the station has said. */
  readonly ahead: number | null;
  /** It was served, or is not in the queue any more: there is no paper of it to give. */
  readonly isOver: boolean;
  /** There was a visit to think something of. */
  readonly wasServed: boolean;
}

export function useTurn({ visit }: Pick<Issued, 'visit'>): Turn {
  const say = useSaying();
  const stands = useView({ kind: 'turn', visit })?.stands;
  if (!stands) return { said: null, ahead: null, isOver: false, wasServed: false };
  return { said: say(stands), ahead: stands.kind === 'waiting' ? stands.ahead : null, isOver: OVER.has(stands.kind), wasServed: stands.kind === 'finished' };
}

const OVER: ReadonlySet<TurnStands['kind']> = new Set(['finished', 'noShow', 'cancelled']);

function useSaying(): (stands: TurnStands) => string | null {
  const t = useWords('visitor');
  return (stands) => {
    switch (stands.kind) {
      case 'called':
        return stands.desk === null ? t('turn.calledNow') : t('turn.called', { desk: stands.desk });
      case 'serving':
        return stands.desk === null ? t('turn.servingNow') : t('turn.serving', { desk: stands.desk });
      case 'parked':
      case 'finished':
      case 'noShow':
      case 'cancelled':
        return t(`turn.${stands.kind}`);
      case 'waiting':
      case 'unknown':
        return null;
      default:
        return stands satisfies never;
    }
  };
}
