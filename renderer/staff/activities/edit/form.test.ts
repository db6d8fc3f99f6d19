import { describe, expect, it } from 'vitest';
import { madridCalendar } from '../../../../tests/fixtures/events/madrid.ts';
import { aSeries, weekly } from '../../../../tests/fixtures/events/series.ts';
import type { BusinessDay } from '../../../../shared/domain/clock.ts';
import { readCalendar } from '../../../../shared/domain/events/calendar/index.ts';
import { occurrencesBetween, type Series } from '../../../../shared/domain/events/index.ts';
import { SeriesId } from '../../../../shared/domain/ids.ts';
import { blankSeries, daysLater, formOf, seriesOf, withDay, type Lack, type SeriesForm } from './form.ts';
import { blankQuestion } from './terms-form.ts';

const FULL = weekly({
  what: { es: 'Tela' }, place: { kind: 'elsewhere', where: { es: 'Parque' } }, organiser: 'Hilo', audiences: ['women'], languages: ['es', 'ht'], access: ['stepFree'], hasChildcare: true,
  cost: { kind: 'paid', what: { es: '5 000 pesos' } }, capacity: 12, rule: 'FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20270301T120000Z;WKST=SU', added: ['2026-11-25T18:00'], excluded: ['2026-11-30', '2026-12-03T09:00'],
  signup: { partyAtMost: 4, closesMinutes: 45, opensDays: 7, seatsAhead: 0, holdHours: 12, takesPhone: false, questions: [{ asks: { es: '¿Vino antes?' }, answers: [{ es: 'Sí' }, { es: 'No' }] }] },
  changes: [{ kind: 'changed', original: '2026-12-07T09:00', start: '2026-12-08T10:00', minutes: 0 }, { kind: 'cancelled', original: '2026-12-10T09:00' }],
});

function said(form: SeriesForm): Series {
  const is = seriesOf(form);
  if (is.kind === 'lacks') throw new Error([...is.lacks].join(' '));
  return is.series;
}

const lacks = (form: SeriesForm): readonly Lack[] => {
  const is = seriesOf(form);
  return is.kind === 'lacks' ? [...is.lacks] : [];
};

const keys = (series: Series): readonly string[] => occurrencesBetween(series, 0, Date.UTC(2027, 0)).map(({ key, isCancelled }) => (isCancelled ? `${key} off` : key));

describe('[E2] a form that nobody changed', () => {
  it.each<[string, Series]>([
    ['with every field', FULL],
    ['once', aSeries()],
    ['over a night', aSeries({ start: '2026-11-23T22:00', minutes: 240 })],
    ['over three days', aSeries({ minutes: 4000 })],
    ['of whole days', aSeries({ isAllDay: true, start: '2026-11-23T00:00', minutes: 2880, rule: 'FREQ=YEARLY' })],
    ['that begins beside its rule', weekly({ rule: 'FREQ=WEEKLY;BYDAY=TU' })],
    ['whose end nobody knows', aSeries({ minutes: 0 })],
  ])('says the series that it was made of: %s', (_, series) => expect(said(formOf(series))).toEqual(series));

  it('says each of a city’s 181, as its calendar has them', () => {
    const reading = readCalendar(madridCalendar(), { zone: 'Europe/Madrid', language: 'es', icon: 'talk', rooms: [], idOf: (uid) => SeriesId.parse(uid.padStart(26, '0')) });
    if (reading.kind !== 'read') throw new Error(reading.why);
    for (const series of reading.series) expect(said(formOf(series))).toEqual(series);
  });
});

describe('[E2] a form', () => {
  const form = formOf(FULL);
  const fresh = { ...formOf(blankSeries(SeriesId.parse('n'.repeat(26)), '2026-11-24' as BusinessDay, 'America/Bogota')), name: { es: ' Costura ', en: '' } };

  it('says a new series in a few words', () => {
    expect(said(fresh)).toMatchObject({ name: { es: 'Costura' }, start: '2026-11-24T10:00', minutes: 90, capacity: null, cost: { kind: 'free' } });
    expect(said({ ...fresh, repeat: { ...fresh.repeat, kind: 'weekly', days: ['tue', 'thu'], ends: 'on', lastDay: '2026-12-18' } }).rule).toBe('FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20261219T045959Z');
  });

  it.each<[string, Partial<SeriesForm>, readonly Lack[]]>([
    ['a name', { name: { es: ' ' } }, ['name']],
    ['a day', { day: '' }, ['start']],
    ['times', { from: '', to: '10:00' }, ['from']],
    ['a time to end', { from: '10:00', to: '10:00' }, ['to']],
    ['a place', { place: { kind: 'elsewhere' }, elsewhere: {} }, ['where']],
    ['what it costs', { cost: 'paid' }, ['paid']],
    ['a number of people', { capacity: '0' }, ['capacity']],
    ['days', { isAllDay: true, days: '40' }, ['days']],
    ['days of the week', { repeat: { ...fresh.repeat, kind: 'weekly', days: [] } }, ['weekdays']],
    ['a first day that is one of them', { repeat: { ...fresh.repeat, kind: 'weekly', days: ['mon'] } }, ['fits']],
    ['a last day', { repeat: { ...fresh.repeat, kind: 'daily', ends: 'on', lastDay: '2026-11-23' } }, ['lastDay']],
    ['how often', { repeat: { ...fresh.repeat, kind: 'daily', every: '0', ends: 'after', times: '' } }, ['every', 'times']],
    ['a question and its answers', { takesSignups: true, terms: { ...fresh.terms, party: '21', questions: [blankQuestion()] } }, ['question', 'party']],
  ])('lacks %s', (_, about, lack) => expect(lacks({ ...fresh, ...about })).toEqual(lack));

  it('asks nothing of signing up where nobody signs up, or it lasts all day', () => {
    expect(said({ ...fresh, terms: { ...fresh.terms, party: 'x' } }).signup).toBeUndefined();
    expect(said({ ...fresh, takesSignups: true, isAllDay: true }).signup).toBeUndefined();
    expect(said({ ...fresh, takesSignups: true }).signup).toEqual({ partyAtMost: 6, closesMinutes: 60, opensDays: 14, seatsAhead: 2, holdHours: 24, takesPhone: true, questions: [] });
  });

  it('at another hour keeps what was said of single dates', () => {
    const later = said({ ...form, from: '15:00', to: '16:30' });
    expect(keys(later).slice(0, 5)).toEqual(['2026-11-23T15:00', '2026-11-25T18:00', '2026-11-26T15:00', '2026-12-07T15:00', '2026-12-10T15:00 off']);
    expect(later.minutes).toBe(90);
  });

  it('of whole days from then on has no hours, and calls off the same days', () => {
    expect(said({ ...form, isAllDay: true })).toMatchObject({ start: '2026-11-23T00:00', minutes: 1440, excluded: ['2026-11-30', '2026-12-03T00:00'], changes: [{ kind: 'cancelled', original: '2026-12-10T00:00' }] });
  });

  it('on another first day repeats on that one', () => {
    const moved = withDay({ ...fresh, repeat: { ...fresh.repeat, kind: 'weekly' } }, '2026-11-26');
    expect(said(moved)).toMatchObject({ start: '2026-11-26T10:00', rule: 'FREQ=WEEKLY;BYDAY=TH' });
    expect(said({ ...moved, repeat: { ...moved.repeat, kind: 'monthlyNth' } }).rule).toBe('FREQ=MONTHLY;BYDAY=4TH');
    expect(said({ ...moved, repeat: { ...moved.repeat, kind: 'monthlyOn' } }).rule).toBe('FREQ=MONTHLY;BYMONTHDAY=26');
    expect(said(withDay({ ...fresh, repeat: { ...fresh.repeat, kind: 'weekly', days: ['tue', 'thu'] } }, '2026-11-26')).rule).toBe('FREQ=WEEKLY;BYDAY=TU,TH');
  });

  it('keeps a rule that it can’t show, until another is chosen', () => {
    const yearly = formOf(weekly({ rule: 'FREQ=YEARLY;BYMONTH=11;BYDAY=4MO' }));
    expect(said({ ...yearly, name: { es: 'Otro' }, day: '2026-11-24' }).rule).toBe('FREQ=YEARLY;BYMONTH=11;BYDAY=4MO');
    expect(said({ ...yearly, repeat: { ...yearly.repeat, kind: 'once' } })).not.toHaveProperty('rule');
  });

  it('says on which day it ends', () => {
    expect([daysLater(fresh), daysLater({ ...fresh, from: '22:00', to: '01:00' }), daysLater(formOf(aSeries({ minutes: 4000 })))]).toEqual([0, 1, 3]);
  });
});
