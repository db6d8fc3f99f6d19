import { describe, expect, it } from 'vitest';
import ar from '../../../assets/locales/ar/visitor.json' with { type: 'json' };
import es from '../../../assets/locales/es/visitor.json' with { type: 'json' };
import ht from '../../../assets/locales/ht/visitor.json' with { type: 'json' };
import pt from '../../../assets/locales/pt/visitor.json' with { type: 'json' };
import type { Language } from '../../../shared/domain/centre.ts';
import { Weekday } from '../../../shared/domain/week.ts';
import { openWords } from '../../ui/words.ts';
import { hoursIn, runsOf } from './hours.ts';

type Line = Parameters<ReturnType<typeof hoursIn>>[0];

it('days in a row are said as a run from three on, also over the end of the week', () => {
  expect(runsOf(['mon', 'tue', 'wed', 'thu', 'fri'])).toEqual([['mon', 'fri']]);
  expect(runsOf(['tue', 'thu'])).toEqual([['tue', 'tue'], ['thu', 'thu']]);
  expect(runsOf(['mon', 'tue', 'sat'])).toEqual([['mon', 'mon'], ['tue', 'tue'], ['sat', 'sat']]);
  expect(runsOf(['sat', 'sun', 'mon'])).toEqual([['sat', 'mon']]);
  expect(runsOf(['mon', 'wed', 'thu', 'fri', 'sun'])).toEqual([['wed', 'fri'], ['sun', 'sun'], ['mon', 'mon']]);
});

describe('hours in words', () => {
  const words = openWords({ here: { es: { visitor: es }, pt: { visitor: pt }, ht: { visitor: ht }, ar: { visitor: ar } } });
  const spans = [{ from: '08:00', to: '12:00' }, { from: '22:00', to: '06:30' }];
  const week: Line = { kind: 'weekly', days: ['mon', 'tue', 'wed', 'sat'], every: 1, spans };
  const lastFriday: Line = { kind: 'nth', nth: -1, day: 'fri', every: 1, spans: [{ from: '09:00', to: '09:00' }] };

  it.each([
    ['es', week, 'De lunes a miércoles y sábado', ['De 8:00 a 12:00', 'De 22:00 a 6:30']],
    ['pt', week, 'De segunda-feira a quarta-feira e sábado', ['Das 8:00 às 12:00', 'Das 22:00 às 6:30']],
    ['ht', week, 'lendi rive mèkredi ak samdi', ['Depi 8:00 rive 12:00', 'Depi 22:00 rive 6:30']],
    ['ar', week, 'من الاثنين إلى الأربعاء والسبت', ['من 8:00 إلى 12:00', 'من 22:00 إلى 6:30']],
    ['es', { ...week, days: [...Weekday.options], every: 2, spans: [] }, 'Todos los días, cada 2 semanas', []],
    ['es', lastFriday, 'El último viernes de cada mes', ['Todo el día']],
    ['pt', lastFriday, 'A última sexta-feira de cada mês', ['O dia todo']],
    ['pt', { ...lastFriday, nth: 1, day: 'sat', every: 3 }, 'O primeiro sábado a cada 3 meses', ['O dia todo']],
    ['es', { ...lastFriday, nth: -4 }, 'Un viernes de cada mes', ['Todo el día']],
    ['es', { kind: 'dates', dates: [1, 15, -1], every: 1, spans: [] }, 'Cada mes: día 1, día 15 y el último día', []],
    ['es', { kind: 'dates', dates: [-3], every: 2, spans: [] }, 'Cada 2 meses: 2 días antes del último', []],
  ] as const satisfies readonly (readonly [Language, Line, string, readonly string[]])[])('%s: %j', (language, line, days, times) => {
    expect(hoursIn(words.getFixedT(language, 'visitor'), language)(line)).toEqual({ days, times });
  });
});
