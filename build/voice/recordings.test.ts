import IntlMessageFormat from 'intl-messageformat';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recordedOf, segment } from '../../shared/speech/segment.ts';
import { piecesOf } from './pieces.ts';
import { readVoice, recordingsOf } from './recordings.ts';

const ROOT = join(import.meta.dirname, '..', '..');

describe('the pieces of a sentence', () => {
  it('are its words between the blanks, in each form', () => {
    expect(piecesOf('{count, plural, =0 {Nadie espera} one {Hay # persona} other {Hay # personas}}.')).toEqual([
      { text: 'Nadie espera.', goesOn: false },
      { text: 'Hay', goesOn: true },
      { text: 'persona.', goesOn: false },
      { text: 'Hay', goesOn: true },
      { text: 'personas.', goesOn: false },
    ]);
    expect(piecesOf('Su turno es {label}. {service}. {ahead}.')).toEqual([{ text: 'Su turno es', goesOn: true }]);
  });

  it('are of the visitor’s form alone where that is known', () => {
    const message = '{audience, select, staff {Avise a quien coordina} other {Hable con una persona}}';
    expect(piecesOf(message, { audience: 'visitor' }).map(({ text }) => text)).toEqual(['Hable con una persona']);
    expect(piecesOf(message)).toHaveLength(2);
  });
});

/** What a blank may hold on a screen. */
const BLANKS: Readonly<Record<string, string | number>> = { count: 4, hour: 8, time: '8:05', label: 'A 1117', step: 1, steps: 2, minutes: 15, fromMin: 10, toMin: 25, seconds: 30, desk: 3, number: 3, digits: '0 4 2', audience: 'visitor', screen: 'visitor' };

describe.each(['es', 'en', 'pt', 'fr', 'ht', 'ar'])('the voice of %s', (language) => {
  it('says every sentence that a visitor may read, whatever its blanks hold', async () => {
    const recorded = recordedOf((await recordingsOf(ROOT, language, await readVoice(ROOT, language))).keys());
    const unspoken: string[] = [];
    let sentences = 0;
    for (const namespace of ['visitor', 'refusal', 'common']) {
      for (const message of messagesOf(JSON.parse(readFileSync(join(ROOT, 'assets', 'locales', language, `${namespace}.json`), 'utf8')))) {
        // A name is the centre's own: another voice says it.
        for (const choice of ['today', 'tomorrow', 'kept', 'other']) {
          const blanks = new Proxy({ day: choice, what: choice }, { get: (own, name) => Reflect.get(own, name) ?? BLANKS[String(name)] ?? '', has: () => true });
          const text = String(new IntlMessageFormat(message, language).format(blanks));
          unspoken.push(...segment(text, recorded).unspoken.map((word) => `${word} of «${text}»`));
          sentences += 1;
        }
      }
    }
    expect(unspoken).toEqual([]);
    expect(sentences).toBeGreaterThan(500);
  });

  it('says every call of a wall', async () => {
    const recorded = recordedOf((await recordingsOf(ROOT, language, await readVoice(ROOT, language))).keys());
    const { heard } = JSON.parse(readFileSync(join(ROOT, 'assets', 'locales', language, 'display.json'), 'utf8')) as { heard: string };
    for (const label of ['A\u00a0017', 'BK\u00a01024', 'Z\u00a09999']) {
      const text = String(new IntlMessageFormat(heard, language).format({ label, desk: 12 }));
      expect([segment(text, recorded).unspoken, segment(text, recorded).keys.length > 4]).toEqual([[], true]);
    }
  });

  it('names each language by its own voice', async () => {
    const recordings = await recordingsOf(ROOT, language, await readVoice(ROOT, language));
    expect(recordings.get('kreyòl ayisyen')?.voice).toBe('ht');
    expect(recordings.get('português')?.voice).toBe('pt-br');
  });

  it('says the days and months of its dates, letters, and hundreds before more', async () => {
    const recordings = await recordingsOf(ROOT, language, await readVoice(ROOT, language));
    for (const key of ['A', 'Z', '0', '99', '300', '3xx', '9xxx', ':00']) expect(recordings.has(key), key).toBe(true);
    expect(recordings.get('3xx')?.goesOn).toBe(true);
  });
});

function messagesOf(tree: unknown): readonly string[] {
  if (typeof tree === 'string') return [tree];
  return typeof tree === 'object' && tree !== null ? Object.values(tree).flatMap(messagesOf) : [];
}
