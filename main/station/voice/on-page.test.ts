import { expect, it } from 'vitest';
import { at, organisationRecord, placeRecord, recordId, serviceRecord } from '../../../tests/fixtures/directory.ts';
import { SMALL_CENTRE } from '../../../tests/fixtures/world.ts';
import type { ServiceRecord } from '../../../shared/domain/directory/record.ts';
import { shownService } from '../../../shared/domain/directory/listing/index.ts';
import { tokensOf } from '../../../shared/speech/tokens.ts';
import { saidIn, stretchesOf } from './on-page.ts';

function page(beside: ServiceRecord['beside']): readonly string[] {
  const service = serviceRecord(
    1,
    { name: 'Violencia', description: 'Abogada', alert: 'Denuncie', eligibility_description: 'Mujeres', application_process: 'Escriba', fees_description: 'Un peso', organization_id: recordId(50), service_at_locations: [at(60)], required_documents: [{ id: recordId(801), document: 'Cédula' }], phones: [{ id: recordId(820), number: '155', description: 'Línea' }] },
    beside,
  );
  const named = { service, organization: organisationRecord(50, 'Casa de la mujer'), locations: new Map([[recordId(60), placeRecord(60, { name: 'Casa azul' })]]) };
  const shown = shownService(named, { centre: SMALL_CENTRE, language: 'es', now: Date.parse('2026-11-23T09:00-05:00'), isHoliday: undefined });
  return saidIn({ kind: 'service', service: shown }).map(({ text }) => text);
}

it('[V1] of a page all its texts are to be said, each once', () => {
  expect(page({ sectors: ['protection'] }).toSorted()).toEqual(['Abogada', 'Casa azul', 'Casa de la mujer', 'Cédula', 'Denuncie', 'Escriba', 'Línea', 'Mujeres', 'Un peso', 'Violencia']);
});

it('[X2] of a discreet service nothing is to be said that is not shown', () => {
  expect(page({ sectors: ['protection'], discreet: { es: 'Conversar' } })).toEqual(['Conversar', 'Casa azul']);
});

it('what is long is said sentence by sentence, what has no end between two words, and no word is lost', () => {
  const sentence = 'Le atendemos de lunes a viernes, también el Dr. Rojas, de 8:00 a 12:00.';
  expect(stretchesOf(sentence, 'es')).toEqual([{ text: sentence, goesOn: false }]);
  const long = `${`${sentence} `.repeat(9)}${'y venga con su familia '.repeat(20)}`;
  const stretches = stretchesOf(long, 'es');
  expect(stretches.length).toBeGreaterThan(4);
  expect(stretches.every(({ text }) => text.length <= 240)).toBe(true);
  expect(stretches.flatMap(({ text }) => tokensOf(text))).toEqual(tokensOf(long));
  expect([stretches[0]?.goesOn, stretches.at(-2)?.goesOn]).toEqual([false, true]);
});
