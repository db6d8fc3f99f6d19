import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberKeys, NUMBERS, timeKeys } from './numbers.ts';
import { recordedOf, segment } from './segment.ts';
import { keyOf, tokensOf } from './tokens.ts';

const TENS_AND_MORE = Array.from({ length: 9 }, (_, n) => [`${n + 1}xx`, `${n + 1}xxx`]).flat();

describe('tokens', () => {
  it.each([
    ['Su turno es A\u00a0017.', ['su', 'turno', 'es', 'A', '017']],
    ['Su turno es BK\u00a0017, en EPS 12', ['su', 'turno', 'es', 'B', 'K', '017', 'en', 'eps', '12']],
    ['¿Qué necesita hoy?', ['qué', 'necesita', 'hoy']],
    ['O acerque su papel', ['O', 'acerque', 'su', 'papel']],
    ['Abre mañana a las 8:00.', ['abre', 'mañana', 'a', 'las', '8:00']],
    ['L’heure, aujourd’hui', ['l’heure', 'aujourd’hui']],
    ['رقمك 12', ['رقمك', '12']],
    ['— · «»', []],
  ])('of «%s»', (text, tokens) => {
    expect(tokensOf(text)).toEqual(tokens);
  });
});

describe('a number', () => {
  it.each([
    ['017', ['17']],
    ['0', ['0']],
    ['100', ['100']],
    ['117', ['1xx', '17']],
    ['1000', ['1000']],
    ['1024', ['1xxx', '24']],
    ['9999', ['9xxx', '9xx', '99']],
    ['2100', ['2xxx', '100']],
    ['042137', ['0', '4', '2', '1', '3', '7']],
  ])('%s is %j', (digits, keys) => {
    expect(numberKeys(digits)).toEqual(keys);
  });

  it('is always said by recordings that there are, and no two of a ticket alike', () => {
    const there = new Set([...NUMBERS, ...TENS_AND_MORE]);
    const said = new Set<string>();
    for (let n = 0; n <= 9_999; n += 1) {
      const keys = numberKeys(String(n));
      expect(keys.every((key) => there.has(key)), String(n)).toBe(true);
      said.add(keys.join(' '));
    }
    expect(said.size).toBe(10_000);
  });

  it('is a time where it stands with a colon', () => {
    expect(timeKeys('8:00')).toEqual(['8', ':00']);
    expect(timeKeys('14:30')).toEqual(['14', ':', '30']);
    expect(timeKeys('8:05')).toEqual(['8', ':', '0', '5']);
  });
});

describe('a text', () => {
  const recorded = recordedOf(['su turno es', 'su turno', 'A', 'para', 'asesoría legal', ':00', ...NUMBERS, ...TENS_AND_MORE]);

  it('is said by the longest recordings', () => {
    expect(segment('Su turno es A 117.', recorded)).toEqual({ keys: ['su turno es', 'A', '1xx', '17'], unspoken: [] });
    expect(segment('Su turno, para asesoría legal: 8:00', recorded)).toEqual({ keys: ['su turno', 'para', 'asesoría legal', '8', ':00'], unspoken: [] });
  });

  it('says what nobody recorded, and is said without it', () => {
    expect(segment('Su turno es A 17, Ana Sofía.', recorded)).toEqual({ keys: ['su turno es', 'A', '17'], unspoken: ['ana', 'sofía'] });
    expect(segment('8:30', recorded)).toEqual({ keys: ['8', '30'], unspoken: [] });
  });

  it('of any letters at all is said by recordings alone, each of its words once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const { keys, unspoken } = segment(text, recorded);
        expect(keys.every((key) => recorded.has(key))).toBe(true);
        if (!/\d/.test(text)) expect(keys.flatMap((key) => key.split(' ')).length + unspoken.length).toBe(tokensOf(text).length);
      }),
    );
  });

  it('is found whatever the case, marks and blanks around its words', () => {
    expect(keyOf('  ¡SU turno — es… ')).toBe('su turno es');
  });
});
