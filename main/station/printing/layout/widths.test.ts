/** Every paper on every width of paper, as text. */
import qrcode from 'qrcode';
import { describe, expect, it } from 'vitest';
import { sampleDay, sampleDiscreetService, sampleEvent, sampleService, sampleSlip, sampleTestPage, sampleTicket, struckPaper } from '../../../../tests/fixtures/tickets.ts';
import { decodePaper } from '../reading/decode.ts';
import { USUAL_FORM, type PaperForm } from '../form.ts';
import { PaperLanguage } from '../papers/language.ts';
import type { DecodedPaper } from '../reading/paper.ts';
import { modulesOf } from '../drawing/code.ts';
import { moduleDotsOf } from './sheet.ts';
import type { Paper } from '../papers/ticket.ts';

const WIDTHS = [384, 512, 576] as const;
const formOf = (dots: PaperForm['dots']): PaperForm => ({ ...USUAL_FORM, dots });
const on = (paper: Paper, dots: PaperForm['dots']): DecodedPaper => decodePaper(struckPaper(paper, formOf(dots)));

/** 60 characters of a centre and 120 of a service are the longest that there are. */
const LONG_CENTRE = 'Punto de Atención, Orientación y Acompañamiento La Estación';
const LONG_SERVICE = 'Acompañamiento psicosocial, regularización migratoria y documentos para familias con niñas, niños y adolescentes solos';
const PAPERS: readonly Paper[] = [
  sampleTicket({ copy: true, second: { language: 'en', service: 'Health' } }),
  sampleTicket({ label: { letter: 'W', lane: 'XXX', number: 9999 }, centre: LONG_CENTRE, service: LONG_SERVICE }),
  sampleSlip({ service: LONG_SERVICE }),
  sampleEvent({ title: LONG_SERVICE, second: { language: 'en', title: 'x', where: 'y' } }),
  sampleEvent({ endsAt: null }),
  sampleService({ open: { about: LONG_SERVICE, documents: [LONG_SERVICE], link: `https://ejemplo.org/${'a'.repeat(80)}` }, cost: { kind: 'costs', text: 'Tres mil' } }),
  sampleDiscreetService(),
  sampleDay(),
  sampleTestPage(),
];

describe.each(WIDTHS)('on paper %i dots wide', (dots) => {
  it('[P5] no line reaches the edge, none begins with a blank by chance, and no word is lost', () => {
    for (const paper of PAPERS) {
      const { lines, strays, cuts } = on(paper, dots);
      for (const { text, width, align } of lines) {
        // A ruler is what the paper is held to.
        if (!text.startsWith('|')) expect(text.length * width * 12, text).toBeLessThan(dots);
        if (align === 'centre' && !text.includes('  ')) expect(text).toBe(text.trim());
      }
      expect(strays).toEqual([]);
      expect(cuts).toHaveLength(1);
    }
  });

  it('[P5] the number is 15 to 25 mm high and fills most of the paper, three digits or four, with a lane or without', () => {
    for (const label of [{ letter: 'A', number: 17 }, { letter: 'W', number: 9999 }, { letter: 'A', lane: 'K', number: 17 }, { letter: 'A', lane: 'XXX', number: 9999 }]) {
      const number = on(sampleTicket({ label }), dots).lines.find(({ text, height }) => height > 2 && text.startsWith(label.letter));
      expect(number?.height).toBeGreaterThanOrEqual(5);
      expect(number?.height).toBeLessThanOrEqual(8);
      expect((number?.width ?? 0) * (number?.text.length ?? 0) * 12).toBeGreaterThan(dots * 0.7);
    }
    expect(on(sampleTicket(), dots).lines.find(({ height }) => height > 2)).toMatchObject({ width: { 384: 6, 512: 8, 576: 8 }[dots], height: 8 });
  });

  it('[P5] a code is 25 mm or more on each side, and white for four modules all around', async () => {
    for (const paper of PAPERS) {
      const { items, qrs } = on(paper, dots);
      for (const qr of qrs) {
        const { size } = await modulesOf(qr.payload, qr.correction);
        const quiet = 4 * qr.moduleDots;
        expect(size * qr.moduleDots).toBeGreaterThanOrEqual(25 * 8);
        expect(size * qr.moduleDots + 2 * quiet).toBeLessThanOrEqual(dots);
        const at = items.indexOf(qr);
        for (const beside of [items[at - 1], items[at + 1]]) {
          expect(beside).toMatchObject({ kind: 'line', text: '' });
          expect(beside?.kind === 'line' && beside.advance).toBeGreaterThanOrEqual(quiet);
        }
      }
    }
  });

  it('[P5] a ticket is a kilobyte at most, whatever its languages and however long its names', () => {
    const queue = { ahead: 100, wait: { kind: 'between', fromMin: 100, toMin: 200 } };
    for (const language of PaperLanguage.options) {
      for (const other of PaperLanguage.options) {
        const ticket = sampleTicket({ language, second: { language: other, service: LONG_SERVICE }, centre: LONG_CENTRE, service: LONG_SERVICE, queue, copy: true, label: { letter: 'W', lane: 'XXX', number: 9999 } });
        expect(struckPaper(ticket, formOf(dots)).length, `${language} ${other}`).toBeLessThanOrEqual(1024);
      }
    }
  });
});

describe('the size of a code', () => {
  it('[P5] is that of the encoder for every length, and what would be too fine is refused', () => {
    for (let bytes = 1; bytes <= 130; bytes += 1) {
      const { size } = qrcode.create([{ data: new Uint8Array(bytes).fill(97), mode: 'byte' }], { errorCorrectionLevel: 'Q' }).modules;
      expect(moduleDotsOf('a'.repeat(bytes), { dots: 384 })).toBe(Math.min(8, Math.floor(384 / (size + 8))));
      expect(moduleDotsOf('a'.repeat(bytes), { dots: 384 })).toBeGreaterThanOrEqual(6);
    }
    expect(() => moduleDotsOf('a'.repeat(131), { dots: 576 })).toThrow(RangeError);
    for (let capitals = 1; capitals <= 189; capitals += 1) {
      const { size } = qrcode.create([{ data: 'A'.repeat(capitals), mode: 'alphanumeric' }], { errorCorrectionLevel: 'Q' }).modules;
      expect(moduleDotsOf('A'.repeat(capitals), { dots: 384 })).toBe(Math.min(8, Math.floor(384 / (size + 8))));
    }
    expect(() => moduleDotsOf('A'.repeat(190), { dots: 576 })).toThrow(RangeError);
  });
});
