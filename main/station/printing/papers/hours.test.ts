import { describe, expect, it } from 'vitest';
import type { HoursLine } from '../../../../shared/contract/directory.ts';
import { spellHours } from './hours.ts';
import { PaperLanguage } from './language.ts';

const MORNING = [{ from: '08:00', to: '12:30' }];
const weekly = (days: Extract<HoursLine, { kind: 'weekly' }>['days'], spans = MORNING, every = 1): HoursLine => ({ kind: 'weekly', days, every, spans });

describe('hours on paper', () => {
  it.each([
    [weekly(['mon', 'tue', 'wed', 'thu', 'fri'], [...MORNING, { from: '14:00', to: '17:00' }]), 'De lunes a viernes: 8:00 – 12:30, 14:00 – 17:00'],
    [weekly(['sat', 'sun']), 'sábado, domingo: 8:00 – 12:30'],
    [weekly(['mon', 'wed', 'thu', 'fri']), 'lunes, De miércoles a viernes: 8:00 – 12:30'],
    [weekly(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], [{ from: '00:00', to: '00:00' }]), 'Todos los días: todo el día'],
    [weekly(['mon'], MORNING, 2), 'lunes, cada 2 semanas: 8:00 – 12:30'],
    [weekly(['mon'], []), 'lunes'],
    [{ kind: 'nth', nth: -1, day: 'fri', every: 1, spans: MORNING }, 'Último viernes del mes: 8:00 – 12:30'],
    [{ kind: 'nth', nth: 2, day: 'tue', every: 3, spans: [] }, 'Segundo martes del mes, cada 3 meses'],
    [{ kind: 'dates', dates: [1, 15, -1], every: 1, spans: MORNING }, 'Cada mes, día 1, 15, último: 8:00 – 12:30'],
    [{ kind: 'said', said: { text: 'Pregunte en la puerta', language: 'es' } }, 'Pregunte en la puerta'],
  ] as const)('%j', (line, said) => {
    expect(spellHours(line as HoursLine, 'es')).toBe(said);
  });

  it('[P5] are said in each language of papers, with days of its own', () => {
    const said = PaperLanguage.options.map((language) => spellHours({ kind: 'nth', nth: -1, day: 'fri', every: 1, spans: MORNING }, language));
    expect(said).toEqual(['Último viernes del mes: 8:00 – 12:30', 'Last Friday of the month: 8:00 – 12:30', 'Última sexta-feira do mês: 8:00 – 12:30', 'Dernier vendredi du mois: 8:00 – 12:30', expect.stringMatching(/^Dènye .+ nan mwa a: 8:00 – 12:30$/), 'الجمعة الأخيرة من الشهر: 8:00 – 12:30', '每月最后一个星期五: 8:00 – 12:30']);
  });
});
