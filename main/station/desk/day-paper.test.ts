import { expect, it } from 'vitest';
import { freshJournals } from '../../../tests/fixtures/fresh-journals.ts';
import { CONFIGURED, called, issued, MONDAY, step, visitOf } from '../../../tests/fixtures/journals.ts';
import { HEALTH, MONDAY_NINE, SMALL_CENTRE, testClock } from '../../../tests/fixtures/world.ts';
import { Centre } from '../../../shared/domain/centre.ts';
import { PaperId, VisitId } from '../../../shared/domain/ids.ts';
import { Label } from '../../../shared/domain/label.ts';
import { Paper } from '../printing/index.ts';
import { dayPaper } from './day-paper.ts';

const journals = freshJournals();
const CENTRE = Centre.parse({
  ...SMALL_CENTRE,
  services: SMALL_CENTRE.services.map((each) => (each.id === HEALTH ? { ...each, letter: 'A', discreet: { es: 'Atención general', en: 'General' } } : each)),
});

it('[Q7][X2] a day’s paper has the figures of each service, a discreet one by its other name; of few people none, and no name, label or id of anybody', () => {
  const clock = testClock();
  const { journal } = journals.open({ clock });
  journal.write(CONFIGURED, MONDAY);
  const given = Array.from({ length: 6 }, (_, n) => issued(n + 1));
  for (const each of given) journal.write(each, MONDAY);
  clock.pass(12 * 60_000);
  for (const visit of given.slice(0, 5).map(visitOf)) {
    for (const each of [called(visit), step('leg.started', visit), step('leg.finished', visit)]) journal.write(each, MONDAY);
  }
  const asked = { paper: PaperId.parse('9'.repeat(26)), language: 'es', day: MONDAY, now: clock.now(), device: 'Mesa de la entrada' } as const;
  const figures = { given: 6, served: 5, left: 0, noShows: 0, medianWaitMin: 12 };
  const whole = dayPaper(CENTRE, journal.state, asked);
  expect(whole).toMatchObject({
    day: MONDAY, printedAt: MONDAY_NINE + 12 * 60_000, device: 'Mesa de la entrada',
    services: [{ service: 'Orientación y rutas', figures }, { service: 'Atención general', figures: { given: 0 } }],
    total: figures,
  });
  expect(Paper.parse(whole)).toEqual(whole);
  expect(JSON.stringify(whole)).not.toMatch(/Salud|health|"A"/);

  journal.write({ type: 'ticket.issued', payload: { visit: VisitId.parse('a'.repeat(26)), service: HEALTH, label: Label.parse({ letter: 'A', number: 7 }), language: 'es' } }, MONDAY);
  const hidden = dayPaper(CENTRE, journal.state, asked);
  expect([hidden.services.map((each) => each.figures), hidden.total?.given]).toEqual([[null, null], 7]);
});
