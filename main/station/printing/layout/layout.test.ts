import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import en from '../../../../assets/locales/en/paper.json' with { type: 'json' };
import es from '../../../../assets/locales/es/paper.json' with { type: 'json' };
import { readCode } from '../../../../shared/contract/scans.ts';
import { LONGEST_PUBLIC_URL } from '../../../../shared/contract/settings.ts';
import { picturesOf } from '../../../../shared/domain/pictures.ts';
import { SAMPLE_AT, sampleSlip, sampleTicket, struckPaper } from '../../../../tests/fixtures/tickets.ts';
import { Composer } from '../struck/composer.ts';
import { decodePaper } from '../reading/decode.ts';
import { USUAL_FORM } from '../form.ts';
import { moduleDotsOf } from './sheet.ts';
import { layTestPage } from './test-page.ts';
import { strikeSheet, wrapWords } from '../struck/text.ts';
import { PaperTicket } from '../papers/ticket.ts';

const printed = (change?: Parameters<typeof sampleTicket>[0]): ReturnType<typeof decodePaper> =>
  decodePaper(struckPaper(sampleTicket(change)));
const texts = (paper: ReturnType<typeof decodePaper>): string[] => paper.lines.map((line) => line.text);

describe('a composed ticket', () => {
  it('[P5] says what the model says, in order', () => {
    const paper = printed();
    expect(texts(paper)).toEqual([
      'Punto de Atención y Orientación La Estación',
      'Su turno',
      'A 017',
      'Regularización',
      'y documentos',
      'domingo, 22 de noviembre de 2026',
      '8:05',
      'Sus dibujos: pájaro y bicicleta',
      'Recuérdelos por si pierde este papel.',
      'Guarde este papel.',
      'Le llamaremos por este número.',
    ]);
    expect(paper.strays).toEqual([]);
    expect(paper.items.at(-1)).toEqual({ kind: 'cut', how: 'partial' });
    expect(paper.cuts).toHaveLength(1);
  });

  it('[Q5] says the queue as it was: who was before, and the range where there was one', () => {
    const said = (language: string, ahead: number, wait: object | null): string[] => {
      const lines = texts(printed({ language, service: 'Salud', queue: { ahead, wait } }));
      return lines.slice(lines.indexOf('Salud') + 1, lines.indexOf('8:05') - 1);
    };
    expect(said('es', 0, null)).toEqual(['Nadie espera antes de usted']);
    expect(said('es', 1, { kind: 'under', minutes: 5 })).toEqual(['Antes de usted: 1 persona', 'Espera: menos de 5 minutos']);
    expect(said('es', 12, { kind: 'between', fromMin: 15, toMin: 25 })).toEqual(['Antes de usted: 12 personas', 'Espera: de 15 a 25 minutos']);
    expect(said('en', 2, { kind: 'between', fromMin: 0, toMin: 10 })).toEqual(['Before you: 2 people', 'Wait: 0 to 10 minutes']);
  });

  it('[X1] names the two pictures that the screen shows, in every language', () => {
    for (const [language, words] of Object.entries({ es, en })) {
      for (const first of '0123456789abcdefghjkmnpqrstvwxyz') {
        const ticket = sampleTicket({ language, visit: first.repeat(26) });
        const [one, other] = picturesOf(ticket.visit);
        const line = texts(decodePaper(struckPaper(ticket))).find((text) => text.includes('ictures:') || text.includes('dibujos:'));
        expect(line).toContain(`: ${words.picture[one]} `);
        expect(line?.endsWith(` ${words.picture[other]}`)).toBe(true);
      }
    }
  });

  it('[P5] speaks the language of the visitor', () => {
    const paper = printed({ language: 'en', service: 'Health', copy: true });
    expect(texts(paper)).toEqual([
      '  COPY  ',
      expect.any(String),
      'Your number',
      'A 017',
      'Health',
      'Sunday, November 22, 2026',
      '8:05',
      'Your pictures: bird and bicycle',
      'Remember them in case you lose this paper.',
      'Keep this paper.',
      'We will call you by this number.',
    ]);
  });

  it('prints the number 15 mm high or more, three digits or four, within the paper', () => {
    for (const number of [1, 999, 1000, 9999]) {
      const line = printed({ label: { letter: 'W', number } }).lines.find((candidate) => candidate.text.startsWith('W '));
      expect(line).toMatchObject({ text: `W ${String(number).padStart(3, '0')}`, height: 8, align: 'centre', width: number > 999 ? 7 : 8 });
    }
  });

  it('[N2] prints the number of a lane whole and on one line, the widest too', () => {
    const numberOf = (label: object): unknown => printed({ label }).lines.find((line) => line.height >= 5);
    expect(numberOf({ letter: 'A', lane: 'K', number: 17 })).toMatchObject({ text: 'AK 017', width: 7 });
    for (const lane of ['KB', 'XXX']) {
      const number = numberOf({ letter: 'A', lane, number: 9999 });
      expect(number).toMatchObject({ text: `A${lane} 9999`, width: 5, height: 7, align: 'centre', bold: true });
    }
  });

  it('[X6] its QR holds the opaque id of the visit and nothing else, a millimetre a module', () => {
    expect(printed().qrs).toEqual([
      { kind: 'qr', payload: '0123456789abcdefghjkmnpqrs', moduleDots: 8, correction: 'Q', align: 'centre' },
    ]);
  });

  it('[X6] where phones reach the server its QR is the address of its page, with the id at its end, and fits the smallest paper', async () => {
    const publicUrl = `https://${'t'.repeat(LONGEST_PUBLIC_URL - 'https://'.length)}`;
    const [qr] = printed({ publicUrl }).qrs;
    expect(qr?.payload).toBe(`${publicUrl}/turno/0123456789abcdefghjkmnpqrs`);
    expect(readCode(qr?.payload ?? '')).toEqual({ id: '0123456789abcdefghjkmnpqrs' });
    expect(moduleDotsOf(qr?.payload ?? '', { dots: 384 })).toBeGreaterThanOrEqual(6);
  });

  it('[P1] a copy says so, white on black, and is otherwise the same paper', () => {
    const copy = printed({ copy: true });
    expect(copy.lines[0]).toMatchObject({ text: '  COPIA  ', reverse: true });
    expect(copy.lines.slice(1)).toEqual(printed().lines);
    expect(copy.lines.filter((line) => line.reverse)).toHaveLength(1);
  });

  it('shows the time of the centre, daylight saving included', () => {
    const july = Date.UTC(2026, 6, 1, 12);
    const january = Date.UTC(2026, 0, 1, 12);
    expect(texts(printed({ zone: 'America/Santiago', issuedAt: july }))).toContain('8:00');
    expect(texts(printed({ zone: 'America/Santiago', issuedAt: january }))).toContain('9:00');
  });

  it('spells the time as the screens do: twenty-four hours, in both languages', () => {
    const midnight = Date.UTC(2026, 10, 22, 5, 4);
    const afternoon = Date.UTC(2026, 10, 22, 21, 31);
    for (const language of ['es', 'en']) {
      expect(texts(printed({ language, issuedAt: midnight }))).toContain('0:04');
      expect(texts(printed({ language, issuedAt: afternoon }))).toContain('16:31');
    }
  });

  it('breaks long names between words and fills no line to the edge of the paper', () => {
    const service = 'Acompañamiento psicosocial, psychosocial support for familias';
    const paper = printed({ service });
    expect(texts(paper).join(' ')).toContain(service);
    for (const line of paper.lines) expect(line.text.length * line.width).toBeLessThan(48);
  });

  it('fits in a kilobyte', () => {
    const queue = { ahead: 100, wait: { kind: 'between', fromMin: 100, toMin: 200 } };
    expect(struckPaper(sampleTicket({ service: 'x'.repeat(120), centre: 'y'.repeat(60), queue })).length).toBeLessThan(1024);
  });

  it('[P6] no text in any field makes the printer cut, open a drawer or change mode', () => {
    const nasty = fc.constantFrom(
      '\u001b@', '\u001bp\u0000\u0019\u00fa', '\u001dV\u0000', '\u001dVB\u0000', '\u0010\u0014\u0001\u0000\u0001', '\u001bt\u0002', '\u001c&', '\u001d(k', '\n', '\r', '\u0000',
      '\u009b', '\u0085', '\u2028', '\u202e', '\u00ad', '\ud83d', '漢字', 'é', 'e\u0301', '{', '\u001b', '\u001d',
    );
    const text = fc.array(fc.oneof(nasty, fc.string({ unit: 'binary', maxLength: 12 }), fc.string({ unit: 'grapheme', maxLength: 12 })), { maxLength: 12 }).map((parts) => parts.join(''));
    const label = fc.record({
      letter: fc.oneof({ arbitrary: fc.constantFrom('A', 'M', 'Z'), weight: 8 }, text),
      number: fc.oneof({ arbitrary: fc.integer({ min: 1, max: 9999 }), weight: 8 }, fc.integer()),
      lane: fc.option(fc.oneof({ arbitrary: fc.constantFrom('K', 'KB', 'XXX'), weight: 8 }, text), { nil: undefined }),
    });
    const usual = sampleTicket();
    const fields = fc.record({
      kind: fc.constant('ticket'),
      queue: fc.constant(null),
      centre: text,
      service: text,
      label,
      issuedAt: fc.oneof({ arbitrary: fc.integer({ min: 0, max: 8_640_000_000_000_000 }), weight: 8 }, fc.double()),
      zone: fc.oneof({ arbitrary: fc.constantFrom('America/Bogota', 'Asia/Kathmandu', 'UTC'), weight: 12 }, text),
      language: fc.oneof({ arbitrary: fc.constantFrom('es', 'en'), weight: 12 }, text),
      visit: fc.oneof({ arbitrary: fc.constant(usual.visit), weight: 12 }, text),
      copy: fc.boolean(),
    });
    let papers = 0;
    fc.assert(
      fc.property(fields, (raw) => {
        const ticket = PaperTicket.safeParse(raw);
        if (!ticket.success) return;
        papers += 1;
        const paper = decodePaper(struckPaper(ticket.data));
        expect(paper.strays).toEqual([]);
        expect(paper.cuts).toHaveLength(1);
        expect(paper.items.at(-1)?.kind).toBe('cut');
        const { letter, lane = '', number } = ticket.data.label;
        const spelt = `${letter}${lane} ${String(number).padStart(3, '0')}`;
        expect(paper.lines.filter((line) => line.height >= 5).map((line) => line.text)).toEqual([spelt]);
        expect(paper.qrs.map((qr) => qr.payload)).toEqual([ticket.data.visit]);
      }),
      { numRuns: 500 },
    );
    expect(papers).toBeGreaterThan(100);
  });

  it('[P6] obeys nothing even in a ticket that nobody cleaned', () => {
    const unclean: PaperTicket = { ...sampleTicket(), centre: '\u001b@\u001dV\u0000\u001bp\u0000', service: 'Salud\u001bt\u0002\n\u009b' };
    expect(decodePaper(struckPaper(unclean)).strays).toEqual([]);
  });
});

describe('the slip of a place that is kept', () => {
  const slip = (change?: Parameters<typeof sampleSlip>[0]): ReturnType<typeof decodePaper> => decodePaper(struckPaper(sampleSlip(change)));

  it('[Q8] says the code, the service, from when it counts, and that it is good only with the pictures', () => {
    expect(texts(slip())).toEqual([
      'Punto de Atención y Orientación La Estación',
      'Su lugar guardado',
      '042 137',
      'Regularización',
      'y documentos',
      'lunes, 23 de',
      'noviembre de 2026',
      'desde las 8:05',
      'Vuelva con este papel y sus dos dibujos.',
      'Sin sus dibujos este papel no vale.',
    ]);
    expect(slip().lines.find(({ height }) => height === 8)).toMatchObject({ text: '042 137', width: 6, bold: true });
    expect(slip().strays).toEqual([]);
    expect(slip().cuts).toHaveLength(1);
    expect(texts(slip({ language: 'en' }))).toEqual(expect.arrayContaining(['Your kept place', 'Monday, November', '23, 2026', 'from 8:05']));
  });

  it('tells the hour of one', () => {
    const at = Date.UTC(2026, 10, 23, 6, 30);
    expect(texts(slip({ at }))).toContain('desde la 1:30');
  });

  it('[X6] its QR holds the opaque id of the appointment and nothing else; no picture is named', () => {
    expect(slip().qrs).toMatchObject([{ payload: '7'.repeat(26), moduleDots: 8, correction: 'Q' }]);
    const said = texts(slip()).join(' ').split(/[^\p{L}]+/u);
    for (const word of Object.values(es.picture)) expect(said).not.toContain(word);
  });
});

describe('the test page', () => {
  it('is nobody’s turn, says how the printer confirms, and holds letters of all our languages as they are', () => {
    const page = (confirms: string): ReturnType<typeof decodePaper> => decodePaper(strikeSheet(layTestPage({ name: 'La de la puerta\u001b@', at: SAMPLE_AT, zone: 'America/Bogota', language: 'es', confirms }), USUAL_FORM));
    expect(texts(page('jobId'))).toEqual([
      'Prueba de la impresora',
      'La de la puerta@',
      'domingo, 22 de noviembre de 2026',
      '8:05',
      'Confirma cada papel: jobId.',
      '¿Se leen todas las letras? (letters)',
      'áéíóú üñ ÁÉÍÓÚ ÜÑ ¿? ¡!',
      'àâçèêëîïôùû ãõ ò € «»',
      '0123',
      'El ancho lo dice la línea más',
      'larga que salió entera. (dots)',
      `|${'-'.repeat(12)} 384 ${'-'.repeat(13)}|`,
      `|${'-'.repeat(17)} 512 ${'-'.repeat(18)}|`,
      `|${'-'.repeat(20)} 576 ${'-'.repeat(21)}|`,
      '¿Hay un cuadrado de puntos? (qr)',
      '¿Salió cortado el papel? (cutter)',
      'Esto no es un turno.',
    ]);
    expect(texts(page('none'))).toContain('No confirma sus papeles.');
    expect(page('jobId').strays).toEqual([]);
    expect(page('jobId').qrs.map(({ payload }) => payload)).toEqual(['0'.repeat(26)]);
  });
});

describe('the adapter', () => {
  it('starts with ESC @ and the code page, in that order', () => {
    expect(Buffer.from(struckPaper(sampleTicket())).toString('hex')).toMatch(/^1b401b7410/);
  });

  it('declares a QR by bytes, accents included', () => {
    const paper = new Composer();
    paper.qr('ñandú €', 8);
    const { qrs, strays } = decodePaper(paper.finish());
    expect(qrs).toMatchObject([{ payload: 'ñandú €' }]);
    expect(strays).toEqual([]);
  });

  it('composes nothing after the cut', () => {
    const paper = new Composer();
    paper.finish();
    expect(() => paper.line('late', { width: 1, height: 1, bold: false, reverse: false })).toThrow('after the cut');
  });
});

describe('wrapping', () => {
  it('loses no character but the spaces it breaks at', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'ñ'), minLength: 1, maxLength: 30 })), fc.integer({ min: 1, max: 48 }), (words, columns) => {
        const lines = wrapWords(words.join(' '), columns);
        expect(lines.join('').replaceAll(' ', '')).toBe(words.join(''));
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
      }),
    );
  });
});
