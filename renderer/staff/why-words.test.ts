import { describe, expect, it } from 'vitest';
import en from '../../assets/locales/en/explain.json' with { type: 'json' };
import es from '../../assets/locales/es/explain.json' with { type: 'json' };
import type { Language } from '../../shared/domain/centre.ts';
import type { CallExplanation } from '../../shared/domain/scheduling/explain-call.ts';
import type { PassedOverWhy } from '../../shared/domain/scheduling/explain.ts';
import { DeskId, PriorityId, VisitId } from '../../shared/domain/ids.ts';
import { openWords } from '../ui/words.ts';
import { tell, type Names, type Told } from './why-words.ts';

const [first, second, third] = ['1', '2', '3'].map((n) => VisitId.parse(n.repeat(26))) as [VisitId, VisitId, VisitId];
const OLDER = PriorityId.parse('older');
const DESK_4 = DeskId.parse('desk-4');

const words = openWords({ here: { es: { explain: es }, en: { explain: en } } });
const names: Names = {
  label: (visit) => `A 00${visit.charAt(0)}`,
  desk: (desk) => (desk === DESK_4 ? 4 : undefined),
  priority: () => 'Persona mayor',
  language: () => 'English',
};

function told(why: CallExplanation, language: Language = 'es'): Told {
  return tell(why, words.getFixedT(language, 'explain'), names);
}

describe('an explanation', () => {
  it('[Q3] of who is next says why, and of each who came before why not', () => {
    const why: CallExplanation = {
      kind: 'next',
      visit: first,
      reasons: [{ kind: 'class', priority: OLDER }, { kind: 'language', language: 'en' }, { kind: 'cameFirst', waitedMin: 12, among: 3 }],
      passedOver: [{ visit: second, why: { kind: 'class', priority: OLDER } }, { visit: third, why: { kind: 'claimed', desk: DESK_4 } }],
    };
    expect(told(why)).toEqual({
      lead: 'Sigue A 001.',
      reasons: ['Va primero por su prioridad: Persona mayor.', 'Habla English, y en esta ventanilla se habla.', 'Llegó primero entre 3 personas en igual condición. Lleva 12 minutos de espera.'],
      passed: [
        { visit: second, label: 'A 002', why: 'Antes va quien tiene prioridad: Persona mayor.' },
        { visit: third, label: 'A 003', why: 'La ventanilla 4 ya llama a esta persona.' },
      ],
    });
    expect(told(why, 'en').reasons[0]).toBe('Goes first because of their priority: Persona mayor.');
  });

  it('[Q3] of somebody who is not next says where they stand, who is, and why; of somebody whom this desk does not call, why', () => {
    expect(told({ kind: 'notNext', visit: third, place: 3, next: first, reasons: [{ kind: 'kept' }] })).toEqual({ lead: 'A 003 está en el lugar 3. Antes va A 001.', reasons: ['Este turno se guardó para esta ventanilla.'], passed: [] });
    expect(told({ kind: 'notHere', visit: third, why: { kind: 'keptFor', desk: DESK_4 } })).toMatchObject({ lead: 'Esta ventanilla no llama ahora a A 003.', reasons: ['Espera a la ventanilla 4.'] });
    expect(told({ kind: 'notWaiting', visit: third })).toEqual({ lead: 'A 003 no está esperando turno.', reasons: [], passed: [] });
    expect(told({ kind: 'nobody', passedOver: [{ visit: second, why: { kind: 'claimed', desk: null } }] }).passed).toEqual([{ visit: second, label: 'A 002', why: 'Otra ventanilla ya llama a esta persona.' }]);
  });

  it('[Q3] of a call by name says that the desk chose, and who was in turn where that is known', () => {
    const lead = (next: VisitId | null): string => told({ kind: 'chosen', visit: first, next }).lead.trim();
    expect(lead(second)).toBe('La ventanilla eligió a A 001: no se llamó por orden. Por orden seguía A 002.');
    expect(lead(first)).toBe('La ventanilla eligió a A 001: no se llamó por orden. Era también quien seguía.');
    expect(lead(null)).toBe('La ventanilla eligió a A 001: no se llamó por orden.');
  });

  it.each(['es', 'en'] as const)('[Q3] of every kind is a sentence in %s with nothing left blank', (language) => {
    const span = { waitedMin: 3, patienceMin: 15 };
    const reasons = [
      { kind: 'kept' }, { kind: 'later', afterMin: 5, waitedMin: 6 }, { kind: 'serviceGone' }, { kind: 'turn', of: 'preferential', preferential: 2, general: 1 }, { kind: 'cap', cap: 2 }, { kind: 'class', priority: OLDER },
      { kind: 'points', priority: OLDER, weight: 2, headStartMin: 30, waitedMin: 5, points: 70, runnerUp: 6.5 }, { kind: 'early', inMin: 4 }, { kind: 'booked', waitedMin: 2 }, { kind: 'due' },
      { kind: 'language', language: 'en' }, { kind: 'interpreter', language: 'en' }, { kind: 'waitedOut', language: 'en', ...span }, { kind: 'spokenNowhere', language: 'en' }, { kind: 'cameFirst', waitedMin: 1, among: 1 },
    ] as const;
    const whys: readonly PassedOverWhy[] = [
      { kind: 'claimed', desk: DESK_4 }, { kind: 'keptFor', desk: DESK_4 }, { kind: 'laterHere', afterMin: 5, waitedMin: 1 }, { kind: 'language', language: 'en', ...span }, { kind: 'noInterpreter', language: 'en', ...span },
      { kind: 'turn', of: 'general' }, { kind: 'class', priority: OLDER }, { kind: 'points', points: 3.5, most: 70 }, { kind: 'booked', inMin: 4 }, { kind: 'tie' },
    ];
    const said = told({ kind: 'next', visit: first, reasons, passedOver: whys.map((why) => ({ visit: second, why })) }, language);
    const rest: readonly CallExplanation[] = [{ kind: 'byName', visit: first, next: null }, { kind: 'otherVersion', visit: first, policyVersion: 2 }, { kind: 'notHere', visit: first, why: { kind: 'otherService' } }];
    const sentences = [said.lead, ...said.reasons, ...said.passed.map(({ why }) => why), ...rest.flatMap((why) => Object.values(told(why, language)).flat())];
    expect(sentences).toHaveLength(1 + reasons.length + whys.length + rest.length + 1);
    expect(sentences.filter((sentence) => !/^\p{Lu}[^{}]*\.$/u.test(String(sentence)) || /undefined|^(?:why|passed|answer)\./.test(String(sentence)))).toEqual([]);
  });
});
