import type { StaffView } from '../../../shared/contract/views.ts';
import { serviceOf } from '../../../shared/domain/centre.ts';
import { figuresOfOpinions } from '../../../shared/domain/figures/opinions.ts';
import type { Known } from './index.ts';

/** [Q7] Of whole groups of five, and no small cell. [X2] A discreet service goes by its other name here too: opinions are no agent's work. */
export function opinionsToday({ state, centre, day }: Pick<Known, 'state' | 'centre' | 'day'>): StaffView['opinions'] {
  const { opinion } = centre;
  if (!opinion) return null;
  const { services, answers } = figuresOfOpinions(state.opinions.get(day) ?? [], centre);
  return {
    services: services
      .filter(({ all }) => all !== 0)
      .map(({ service: id, faces: [good = null, soSo = null, bad = null], all }) => {
        const service = id === null ? undefined : serviceOf(centre, id);
        return { name: service ? (service.discreet ?? service.name) : null, good, soSo, bad, all };
      }),
    question: opinion.question ?? null,
    answers: (opinion.answers ?? []).map((answer, at) => ({ answer, count: answers[at] ?? null })),
  };
}
