import fc from 'fast-check';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { sampleTicket } from '../../../../tests/fixtures/tickets.ts';
import { composePaper } from '../compose.ts';
import { decodePaper } from '../reading/decode.ts';
import { USUAL_FORM, type PaperForm } from '../form.ts';
import type { DecodedPaper } from '../reading/paper.ts';
import { PLAIN, SheetWriter, TITLE, type Sheet } from '../layout/sheet.ts';
import { BAND_ROWS, bandsOf } from './bands.ts';
import { blacken, blank, isBlack, stack, type Bitmap } from './bitmap.ts';
import { balanceLines, fillLines } from './lines.ts';
import { drawSheet } from './sheet.ts';

const on = (dots: PaperForm['dots']): PaperForm => ({ ...USUAL_FORM, dots });
const line = (text: string, align: 'centre' | 'start' = 'centre'): Sheet => new SheetWriter().write(text, PLAIN, align).finish();
const drawn = (sheet: Sheet, direction: 'ltr' | 'rtl' = 'ltr', dots: PaperForm['dots'] = 576): Promise<Bitmap> => drawSheet(sheet, { dots, direction });

/** Columns, or rows, that have a dot. */
function inked(bitmap: Bitmap, along: 'x' | 'y'): number[] {
  const found = new Set<number>();
  for (let y = 0; y < bitmap.height; y += 1) for (let x = 0; x < bitmap.width; x += 1) if (isBlack(bitmap, x, y)) found.add(along === 'x' ? x : y);
  return [...found].toSorted((a, b) => a - b);
}

const spread = (bitmap: Bitmap, along: 'x' | 'y' = 'x'): { from: number; to: number } => ({ from: inked(bitmap, along)[0] ?? -1, to: inked(bitmap, along).at(-1) ?? -1 });
const widthOf = async (text: string): Promise<number> => { const { from, to } = spread(await drawn(line(text))); return to - from + 1; };

/** What the bands of a job put on paper, read from its bytes alone. */
function paperOf({ items, dots }: DecodedPaper): Bitmap {
  return stack(dots, items.flatMap((item) => {
    if (item.kind === 'raster') return [{ width: item.width, height: item.height, bytes: item.bits }];
    return item.kind === 'line' ? [blank(dots, item.advance)] : [];
  }));
}

async function codesOn(bitmap: Bitmap): Promise<string[]> {
  const data = new Uint8ClampedArray(bitmap.width * bitmap.height * 4).fill(255);
  for (let y = 0; y < bitmap.height; y += 1) for (let x = 0; x < bitmap.width; x += 1) if (isBlack(bitmap, x, y)) data.fill(0, (y * bitmap.width + x) * 4, (y * bitmap.width + x) * 4 + 3);
  const wasm = await readFile(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  prepareZXingModule({ overrides: { wasmBinary: Uint8Array.from(wasm).buffer } });
  const found = await readBarcodes({ data, width: bitmap.width, height: bitmap.height, colorSpace: 'srgb' } as unknown as Parameters<typeof readBarcodes>[0], { formats: ['QRCode'] });
  return found.map(({ text }) => text);
}

describe('a drawn paper', () => {
  const arabic = sampleTicket({ language: 'ar', service: 'تسوية الأوضاع والوثائق', second: { language: 'es', service: 'Regularización y documentos' } });

  it('[P5] what the code page holds is text; one letter that it lacks, and the paper is drawn', async () => {
    expect(decodePaper(await composePaper(sampleTicket(), USUAL_FORM)).rasters).toEqual([]);
    for (const service of ['Salud 👨‍👩‍👧', 'Avañe’ẽ', '健康']) {
      const paper = decodePaper(await composePaper(sampleTicket({ service }), USUAL_FORM));
      expect(paper.lines).toEqual([]);
      expect(paper.rasters.length).toBeGreaterThan(5);
    }
    expect(decodePaper(await composePaper(sampleTicket(), { ...USUAL_FORM, letters: 'drawn' })).lines).toEqual([]);
  });

  it('[P5] over a slow line nothing is drawn: the closest letters', async () => {
    const paper = decodePaper(await composePaper(arabic, { ...USUAL_FORM, draws: false }));
    expect(paper.rasters).toEqual([]);
    expect(paper.lines.map(({ text }) => text)).toContain('Le llamaremos por este número.');
  });

  it.each([384, 512, 576] as const)('[X6] its code reads as the id of the visit on %i dots, drawn whole or alone', async (dots) => {
    for (const form of [on(dots), { ...on(dots), draws: false, qr: 'drawn' } as const]) {
      const paper = decodePaper(await composePaper(arabic, form), dots);
      expect(paper.strays).toEqual([]);
      expect(paper.qrs).toEqual([]);
      const whole = form.draws ? paperOf(paper) : stack(paper.rasters[0]?.width ?? 0, paper.rasters.map(({ width, height, bits }) => ({ width, height, bytes: bits })));
      const quiet = form.draws ? whole : stack(296, [blank(296, 32), ...inMiddle(whole, 296), blank(296, 32)]);
      expect(await codesOn(quiet)).toEqual([arabic.visit]);
    }
  });

  it('[P5] ends with the cut, or fed far enough to be torn where nothing cuts', async () => {
    const cut = decodePaper(await composePaper(arabic, USUAL_FORM));
    expect(cut.items.at(-1)).toEqual({ kind: 'cut', how: 'partial' });
    for (const paper of [arabic, sampleTicket()]) {
      const torn = decodePaper(await composePaper(paper, { ...USUAL_FORM, cutter: false }));
      expect(torn.cuts).toEqual([]);
      expect(torn.items.at(-1)).toMatchObject({ kind: 'line', text: '', advance: 160 });
      expect(torn.strays).toEqual([]);
    }
  });

  it.each([384, 512, 576] as const)('[P5] its number is 15 to 25 mm high on %i dots, the longest too', async (dots) => {
    for (const text of ['A 017', 'W 1000', 'AXXX 9999', '042 137']) {
      const { from, to } = spread(await drawn(new SheetWriter().number(text).finish(), 'rtl', dots), 'y');
      expect(to - from + 1).toBeGreaterThanOrEqual(15 * 8);
      expect(to - from + 1).toBeLessThanOrEqual(25 * 8);
    }
  });

  it('[P5] Arabic letters are joined, and begin at the right edge', async () => {
    const strokes = async (text: string): Promise<number> => inked(await drawn(line(text), 'rtl'), 'x').filter((x, at, all) => x !== (all[at - 1] ?? -1) + 1).length;
    expect(await strokes('محم')).toBe(1);
    expect(await strokes('م\u200cح\u200cم')).toBe(3);
    const arabicLine = spread(await drawn(line('مركز', 'start'), 'rtl'));
    expect(arabicLine.to).toBeGreaterThan(540);
    expect(arabicLine.from).toBeGreaterThan(400);
    expect(spread(await drawn(line('Centro', 'start'))).from).toBeLessThan(20);
  });

  it('[P5] a number reads the same way on a paper that is read from the right', async () => {
    const number = new SheetWriter().number('A 017').finish();
    expect((await drawn(number, 'rtl')).bytes).toEqual((await drawn(number)).bytes);
  });

  it('[P5] a family stays one picture, and a letter keeps its accent', async () => {
    expect(await widthOf('👨‍👩‍👧‍👦')).toBeLessThan(await widthOf('👨👩👧👦') * 0.5);
    expect(await widthOf('g̃')).toBeLessThan(await widthOf('gg'));
    expect((await drawn(line('g̃'))).bytes).not.toEqual((await drawn(line('g'))).bytes);
  });

  it('draws each sign that a paper has letters for: none is the empty box', async () => {
    const box = await drawn(line('\u{10FFFD}'));
    for (const char of 'áñçœẽỹạếđłş’您号رقمپچ❤☎€') expect((await drawn(line(char))).bytes, char).not.toEqual(box.bytes);
  });

  it('[P6] any text at all is drawn within the paper, and obeyed nowhere', async () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ unit: 'grapheme', maxLength: 40 }));
    await fc.assert(
      fc.asyncProperty(text, fc.constantFrom<PaperForm['dots']>(384, 512, 576), fc.constantFrom<'ltr' | 'rtl'>('ltr', 'rtl'), async (said, dots, direction) => {
        const sheet = new SheetWriter().write(said, TITLE).write(`• ${said}`, PLAIN, 'start').pair(said, said).finish();
        const bitmap = await drawn(sheet, direction, dots);
        expect(bitmap.bytes.length).toBe((dots / 8) * bitmap.height);
        const paper = decodePaper(Buffer.concat([Uint8Array.of(0x1b, 0x40), bandsOf(bitmap)]), dots);
        expect(paper.strays).toEqual([]);
        expect(paper.items.every((item) => item.kind === 'raster' || (item.kind === 'line' && item.text === ''))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});

function inMiddle(code: Bitmap, width: number): Bitmap[] {
  const wide = blank(width, code.height);
  const left = Math.floor((width - code.width) / 2);
  for (let y = 0; y < code.height; y += 1) for (let x = 0; x < code.width; x += 1) if (isBlack(code, x, y)) blacken(wide, left + x, y);
  return [wide];
}

describe('bands', () => {
  const dotted = fc.record({ width: fc.constantFrom(8, 384, 576), rows: fc.array(fc.oneof({ arbitrary: fc.constant(0), weight: 3 }, fc.constantFrom(1, 0x10, 0x80, 0xff)), { minLength: 1, maxLength: 200 }) })
    .map(({ width, rows }): Bitmap => ({ width, height: rows.length, bytes: Uint8Array.from(rows.flatMap((row) => Array<number>(width / 8).fill(row))) }));

  it('[P5] put the same dots on paper, each small enough for a buffer of 4 kB', () => {
    fc.assert(
      fc.property(dotted, (bitmap) => {
        const paper = decodePaper(Buffer.concat([Uint8Array.of(0x1b, 0x40), bandsOf(bitmap)]), bitmap.width);
        expect(paper.strays).toEqual([]);
        expect(paperOf(paper)).toEqual(bitmap);
        for (const { width, height } of paper.rasters) {
          expect(height).toBeLessThanOrEqual(BAND_ROWS);
          expect((width / 8) * height + 8).toBeLessThan(4096);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('[P6] no dots spell a command that a printer obeys wherever it stands', () => {
    const pulses = [[0x10, 0x14, 0x01, 0x00, 0x01], [0x10, 0x14, 0x02, 0x01, 0x08], [0x10, 0x05, 0x02], [0x10, 0x04, 0x01], [0x10, 0x10, 0x04]];
    for (const dots of pulses) {
      const bytes = Buffer.from(bandsOf({ width: 8 * dots.length, height: 1, bytes: Uint8Array.from(dots) }));
      for (const second of [0x04, 0x05, 0x14]) expect(bytes.includes(Buffer.from([0x10, second]))).toBe(false);
    }
  });
});

describe('lines', () => {
  const measure = (text: string): number => Array.from(text).length * 10;

  it('[P5] Chinese breaks between any two characters, and no line begins with a comma or ends with an opening bracket', () => {
    expect(fillLines('请记住，好', 30, measure)).toEqual(['请记', '住，好']);
    expect(fillLines('好（此单）', 20, measure)).toEqual(['好', '（此', '单）']);
  });

  it('lose no letter but the spaces they break at, and hold what fits', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'ñ', '您', '，', '（', 'ع', '👨‍👩‍👧'), minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 10 }), fc.integer({ min: 10, max: 200 }), (words, width) => {
        for (const lines of [fillLines(words.join(' '), width, measure), balanceLines(words.join(' '), width, measure)]) {
          expect(lines.join('').replaceAll(' ', '')).toBe(words.join(''));
        }
        expect(balanceLines(words.join(' '), width, measure)).toHaveLength(fillLines(words.join(' '), width, measure).length);
      }),
    );
  });
});
