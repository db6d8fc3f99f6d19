import type { VisitorView } from '../../../shared/contract/views.ts';
import { turnsNow } from '../../../shared/domain/limits.ts';
import type { Known } from './index.ts';

/** [X1] The services of the house, and nothing of who waits for them. [Q8] One that gives no turn now stays, and says so. */
export function visitorView({ state, centre, day, now }: Known): Pick<VisitorView, 'services'> {
  return {
    services: centre.services.map((service) => {
      const { id, letter, icon, name, about } = service;
      return { id, letter, icon, name, about, turns: turnsNow(state, centre, service, { day, now }) };
    }),
  };
}
