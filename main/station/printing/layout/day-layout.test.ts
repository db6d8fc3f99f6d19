import { expect, it } from 'vitest';
import { sampleDay, struckPaper } from '../../../../tests/fixtures/tickets.ts';
import { decodePaper } from '../reading/decode.ts';
import { USUAL_FORM } from '../form.ts';

const said = (paper = sampleDay(), dots: 384 | 576 = 576): string[] => decodePaper(struckPaper(paper, { ...USUAL_FORM, dots })).lines.map(({ text }) => text.trim().replace(/ {2,}/g, ' … '));

it('[Q7] the day’s figures stand by service under their sum, those of few people hidden', () => {
  expect(said()).toEqual([
    'Punto de Atención y Orientación La Estación',
    'Resumen del día',
    'domingo, 22 de noviembre de 2026',
    'Total',
    'Turnos dados … 73',
    'Atendidos … 65',
    'Se fueron antes … 4',
    'No vinieron … 4',
    'Espera mediana … 19 min',
    'Regularización y documentos',
    'Turnos dados … 64',
    'Atendidos … 57',
    'Se fueron antes … 4',
    'No vinieron … 3',
    'Espera mediana … 22 min',
    'Salud',
    'No se muestra, para que nadie sea reconocido.',
    'Orientación',
    'No se muestra, para que nadie sea reconocido.',
    'Trabajo',
    'Sin turnos',
    'Quien pasó a otro servicio cuenta en cada uno.',
    'Impreso: domingo, 22 de',
    'noviembre de 2026, 17:05',
    'Equipo: Mesa de la entrada',
  ]);
});

it('[Q7] where nobody was called there is no wait; of few people in all nothing is said', () => {
  const figures = { given: 9, served: 0, left: 9, noShows: 0, medianWaitMin: null };
  expect(said(sampleDay({ services: [], total: figures }))).toContain('Espera mediana … –');
  expect(said(sampleDay({ services: [], total: null })).slice(3, 5)).toEqual(['Total', 'No se muestra, para que nadie sea reconocido.']);
});

it('numbers stand under each other at the right edge, on narrow paper too', () => {
  for (const dots of [384, 576] as const) {
    const { lines } = decodePaper(struckPaper(sampleDay(), { ...USUAL_FORM, dots }));
    const ends = lines.filter(({ text }) => /\d$|min$/.test(text) && / {3}/.test(text)).map(({ text, align }) => (align === 'left' ? text.length : 0));
    expect(ends.length).toBeGreaterThan(8);
    expect(new Set(ends).size).toBe(1);
  }
});
