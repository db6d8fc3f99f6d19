import type { VisitorView } from '../../../shared/contract/views.ts';
import { turnsNow } from '../../../shared/domain/limits.ts';
import type { Known } from './index.ts';

/** [X1] The services of the house, and nothing of who waits for them. [Q8] One that gives no turn now stays, and says so. [X2] A discreet one goes by its other name. */
export function visitorView({ state, centre, day, now }: Known): Pick<VisitorView, 'services' | 'priorities'> {
  return {
    services: centre.services.map((service) => {
      const { id, letter, icon, name, about, discreet } = service;
      return { id, letter, icon, name: discreet ?? name, about, turns: turnsNow(state, centre, service, { day, now }) };
    }),
    priorities: (centre.priorities ?? []).filter(({ byVisitor }) => byVisitor).map(({ id, icon, name }) => ({ id, icon, name })),
  };
}
