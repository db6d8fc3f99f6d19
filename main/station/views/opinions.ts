import type { CountedOpinions, StaffView } from '../../../shared/contract/views.ts';
import { serviceOf, type Centre } from '../../../shared/domain/centre.ts';
import { figuresOfOpinions } from '../../../shared/domain/figures/opinions.ts';
import type { Opinion } from '../../../shared/domain/reducers/state.ts';
import type { Known } from './index.ts';

/** [Q7] Of whole groups of five, and no small cell. [X2] A discreet service goes by its other name here too: opinions are no agent's work. */
export function shownOpinions({ state, centre, day }: Pick<Known, 'state' | 'centre' | 'day'>): StaffView['opinions'] {
  if (!centre.opinion) return null;
  const before = [...state.opinions].filter(([on]) => on < day).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return {
    question: centre.opinion.question ?? null,
    today: counted(state.opinions.get(day) ?? [], centre),
    before: counted(before.flatMap(([, given]) => given), centre),
  };
}

function counted(opinions: readonly Opinion[], centre: Centre): CountedOpinions {
  const { services, answers } = figuresOfOpinions(opinions, centre);
  return {
    services: services
      .filter(({ all }) => all !== 0)
      .map(({ service: id, faces: [good = null, soSo = null, bad = null], all }) => {
        const service = id === null ? undefined : serviceOf(centre, id);
        return { name: service ? (service.discreet ?? service.name) : null, good, soSo, bad, all };
      }),
    answers: (centre.opinion?.answers ?? []).map((answer, at) => ({ answer, count: answers[at] ?? null })),
  };
}
