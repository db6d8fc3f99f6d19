import { describe, expect, it } from 'vitest';
import en from '../../../assets/locales/en/activities.json' with { type: 'json' };
import es from '../../../assets/locales/es/activities.json' with { type: 'json' };
import { aSeries } from '../../../tests/fixtures/events/series.ts';
import type { Language } from '../../../shared/domain/language.ts';
import { openWords } from '../../ui/words.ts';
import { spellSeries } from './repeat-words.ts';

const words = openWords({ here: { es: { activities: es }, en: { activities: en } } });
const said = (rule: string | undefined, language: Language = 'es', about: object = {}): string => spellSeries(words.getFixedT(language, 'activities'), language, aSeries({ ...(rule !== undefined && { rule }), ...about }));

describe('[E2] a rule in words', () => {
  it.each([
    [undefined, 'El 23 de noviembre de 2026, de 9:00 a 10:30'],
    ['FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20261218', 'Cada martes y jueves, de 9:00 a 10:30, hasta el 18 de diciembre de 2026'],
    ['FREQ=WEEKLY;INTERVAL=2;COUNT=1', 'Cada 2 semanas: lunes, de 9:00 a 10:30, 1 vez'],
    ['FREQ=DAILY;INTERVAL=3', 'Cada 3 días, de 9:00 a 10:30'],
    ['FREQ=MONTHLY', 'Cada mes, el día 23, de 9:00 a 10:30'],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', 'Cada mes, el último día, de 9:00 a 10:30'],
    ['FREQ=MONTHLY;BYDAY=1TH,3TH', 'Cada mes, el primer y tercer jueves, de 9:00 a 10:30'],
    ['FREQ=YEARLY;BYMONTH=1,3;BYMONTHDAY=6;COUNT=4', 'Cada año, en enero y marzo, el día 6, de 9:00 a 10:30, 4 veces'],
    ['FREQ=MONTHLY;BYDAY=1MO,-1FR', 'Cada mes, el primer lunes y el último viernes, de 9:00 a 10:30'],
    ['FREQ=MONTHLY;BYMONTHDAY=1,15', 'Cada mes, los días 1 y 15, de 9:00 a 10:30'],
    ['FREQ=MONTHLY;BYDAY=5MO;BYHOUR=9', 'Cada mes, con otras condiciones, de 9:00 a 10:30'],
  ])('«%s»', (rule, words_) => expect(said(rule)).toBe(words_));

  it('says when it begins where nobody knows its end, and of whole days no hour', () => {
    expect(said('FREQ=WEEKLY', 'es', { minutes: 0 })).toBe('Cada lunes, a las 9:00');
    expect(said('FREQ=WEEKLY', 'es', { isAllDay: true, start: '2026-11-23T00:00', minutes: 1440 })).toBe('Cada lunes, todo el día');
  });

  it('says the same in English', () => {
    expect(said('FREQ=WEEKLY;BYDAY=TU,TH;COUNT=8', 'en')).toBe('Every Tuesday and Thursday, 9:00 to 10:30, 8 times');
    expect(said('FREQ=MONTHLY;BYDAY=-1FR', 'en')).toBe('Every month on the last Friday, 9:00 to 10:30');
  });
});
