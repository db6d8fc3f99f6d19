import { describe, expect, it } from 'vitest';
import { inflesz, syllables, wordsOf } from './inflesz.ts';

describe('syllables of a Spanish word', () => {
  it.each([
    ['turno', 2], ['que', 1], ['guitarra', 3], ['guía', 2], ['vergüenza', 3], ['pingüino', 3],
    // Said at once.
    ['ventanilla', 4], ['puede', 2], ['tiene', 2], ['cuando', 2], ['también', 2], ['estudiáis', 3], ['ciudad', 2], ['construí', 2], ['veintiún', 2], ['aunque', 2],
    // Said apart.
    ['día', 2], ['hacía', 3], ['oír', 2], ['leer', 2], ['poeta', 3], ['idea', 3], ['leíais', 3], ['baúl', 2], ['aéreo', 4], ['servicio', 3],
    // A mute h between.
    ['ahora', 3], ['ahí', 2], ['prohibir', 2], ['búho', 2], ['hecho', 2],
    ['y', 1], ['hoy', 1], ['muy', 1], ['ya', 1], ['ayuda', 3], ['mayo', 2], ['voy', 1], ['oye', 2],
    ['PÁJARO', 3], ['a\u0301rbol', 2], ['QR', 1],
  ])('%s: %i', (word, count) => expect(syllables(word)).toBe(count));
});

describe('a passage', () => {
  it('is graded by its words and its sentences', () => {
    // 2 sentences, 6 words, 11 syllables.
    expect(inflesz('Tome su papel. Espere su turno.')).toBeCloseTo(206.835 - 62.3 * (11 / 6) - 6 / 2);
    expect(wordsOf('¿Qué necesita, hoy?')).toEqual(['Qué', 'necesita', 'hoy']);
  });

  it('is hard where it is long and learned', () => {
    expect(inflesz('La administración competente comunicará oportunamente la correspondiente resolución definitiva.')).toBeLessThan(20);
    expect(inflesz('Tome su papel. Espere aquí. Le llaman por su número.')).toBeGreaterThan(80);
    expect(() => inflesz('12 – 13')).toThrow('words');
  });
});
