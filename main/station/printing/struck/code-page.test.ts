import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closestText, encodeText } from './code-page.ts';

const platform = new TextDecoder('windows-1252');

describe('the code page', () => {
  it('[P5] holds Spanish, Portuguese, French and Haitian Creole as they are', () => {
    const text = '¿Señor? ¡Sí! Güiza «ñandú» ÁÉÍÓÚÜ · ação coração à õ Ã · œuvre Noël ça où Œ Ÿ · kreyòl, mwen bezwen èd, jwèt · 5 € “así” – no—…';
    expect(closestText(text)).toBe(text);
    expect(platform.decode(encodeText(text))).toBe(text);
  });

  it('gives letters it lacks their closest plain ones', () => {
    expect(closestText('Guaraní: g̃ ẽ ĩ ũ ỹ')).toBe('Guaraní: g e i u y');
    expect(closestText('Łódź, Đặng, Čapek, İstanbul, ﬁn, Ⅳ')).toBe('Lódz, Dang, Capek, Istanbul, fin, IV');
    expect(closestText('a\u00a0b\u202fc\u3000d')).toBe('a b c d');
    expect(closestText('mapuzugun − wiñoy‑tuiñ')).toBe('mapuzugun - wiñoy-tuiñ');
  });

  it('gives what has no plain letter one question mark a character', () => {
    expect(closestText('中文')).toBe('??');
    expect(closestText('👩\u200d👩\u200d👧 ok')).toBe('? ok');
    expect(closestText('a\u200db\u0301')).toBe('ab́'.normalize('NFD').replace('\u0301', ''));
  });

  it('[P6] its bytes are printable ones, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const byte of encodeText(closestText(text))) {
          expect(byte >= 0x20 && byte !== 0x7f && ![0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(byte)).toBe(true);
        }
      }),
    );
  });

  it('[P6] refuses to encode a control character', () => {
    expect(() => encodeText('\u001b')).toThrow(RangeError);
    expect(() => encodeText('\u009b')).toThrow(RangeError);
  });
});
