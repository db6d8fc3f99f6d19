import { describe, expect, it } from 'vitest';
import { SAMPLE_AT, sampleDay, sampleDiscreetService, sampleEvent, sampleService, sampleSlip, sampleTestPage, sampleTicket, struckPaper } from '../../../../tests/fixtures/tickets.ts';
import { decodePaper } from '../reading/decode.ts';
import { PaperEvent, PaperService } from './take-along.ts';
import { inSecond, Paper, subjectOf, titleOf } from './ticket.ts';

const said = (paper: Paper): string[] => decodePaper(struckPaper(paper)).lines.map(({ text }) => text.trim());
const codes = (paper: Paper): string[] => decodePaper(struckPaper(paper)).qrs.map(({ payload }) => payload);

describe('a place at an event', () => {
  it('[P5] says what, when, where, by whom, for how many and the code, and what to do with it in two languages', () => {
    expect(said(sampleEvent({ second: { language: 'en', title: 'Workshop', where: 'Street 13' } }))).toEqual([
      'Punto de Atención y Orientación La Estación',
      'Su inscripción',
      'Your place',
      'Taller: cómo',
      'preparar su',
      'entrevista de trabajo',
      'lunes, 23 de',
      'noviembre de 2026',
      '17:05 – 19:05',
      'Calle 13 n.º 68-98, segundo piso, sala 4',
      'Para 3 personas',
      'Organiza: Red de Apoyo Comunitario',
      'Su código',
      'BK7 2QM',
      'Muestre este papel al llegar.',
      'Show this paper when you arrive.',
    ]);
  });

  it('says one time where nobody knows its end, and two days where it ends on another', () => {
    expect(said(sampleEvent({ endsAt: null }))).toContain('17:05');
    const overnight = said(sampleEvent({ endsAt: SAMPLE_AT + 48 * 3_600_000 })).join(' ');
    expect(overnight).toContain('lunes, 23 de noviembre de 2026, 17:05 – martes, 24 de noviembre de 2026, 8:05');
  });

  it('[X6] its QR holds its pass and nothing else; one of before there were passes the opaque id', () => {
    const { pass } = sampleEvent();
    expect(pass).not.toBeNull();
    expect(codes(sampleEvent())).toEqual([pass]);
    expect(codes(sampleEvent({ pass: null }))).toEqual(['4'.repeat(26)]);
  });

  it('is refused with a code that could be misread', () => {
    for (const code of ['BK72Q0', 'bk72qm', 'BK72Q', 'AEIOU1']) expect(PaperEvent.safeParse({ ...sampleEvent(), code }).success).toBe(false);
  });
});

describe('a service to take along', () => {
  it('[P5] says where, when, for how much and what to bring, each thing on a line of its own', () => {
    const lines = said(sampleService({ second: { language: 'en', name: 'Documents', hours: [], cost: null, open: null } }));
    expect(lines.slice(1)).toEqual([
      'Llévelo consigo',
      'Take this with you',
      'Regularización',
      'y documentos',
      'Permisos, visas y cómo pedir',
      'un documento que se perdió',
      'Es gratis',
      'Dónde',
      'Carrera 30 n.º 25-90, torre B, primer piso',
      'Teléfono',
      '+57 601 555 01 00',
      'Horario',
      'Lunes a viernes: 8:00 a 12:00 y 14:00 a 16:30',
      'Sábados: 8:00 a 12:00',
      'Qué llevar',
      '• Pasaporte o documento de',
      'identidad, aunque esté vencido',
      '• Dos fotos',
      '• El recibo de su último',
      'trámite, si lo tiene',
      'https://ejemplo.org/s/4k2m9',
    ]);
    expect(codes(sampleService())).toEqual(['https://ejemplo.org/s/4k2m9']);
  });

  it('[X2] a discreet one goes by its neutral name, without what it is for, what to bring or a link that tells', () => {
    const paper = sampleDiscreetService();
    expect(said(paper)).not.toContain('Qué llevar');
    expect(said(paper)).toContain('Orientación');
    expect(codes(paper)).toEqual([]);
    expect(titleOf(paper)).toBe('Orientación');
  });

  it('says what it costs where it is not free, and nothing where nobody knows', () => {
    expect(said(sampleService({ cost: { kind: 'costs', text: '5.000 pesos' } }))).toEqual(expect.arrayContaining(['Costo', '5.000 pesos']));
    expect(said(sampleService({ cost: null })).filter((line) => /Costo|gratis/.test(line))).toEqual([]);
  });

  it('[X6] links to nothing but the web, by letters that anybody can type', () => {
    const open = sampleService().open;
    for (const link of ['http://ejemplo.org', 'javascript:alert(1)', 'https://ejemplo.org/ñ', 'https://a b', 'https://ejemplo.org/\u001b@', `https://ejemplo.org/${'a'.repeat(100)}`]) {
      expect(PaperService.safeParse({ ...sampleService(), open: { ...open, link } }).success, link).toBe(false);
    }
  });
});

describe('every kind of paper', () => {
  const papers = [sampleTicket(), sampleSlip(), sampleEvent(), sampleService(), sampleDiscreetService(), sampleTestPage(), sampleDay()];

  it('[P5] is the same once it was kept and read again', () => {
    for (const paper of papers) expect(Paper.parse(JSON.parse(JSON.stringify(paper)))).toEqual(paper);
    expect(new Set(papers.map(subjectOf)).size).toBe(papers.length - 1);
    expect(papers.map(titleOf)).toEqual(['A\u00a0017', '042 137', 'BK7 2QM', 'Regularización y documentos', 'Orientación', 'La de la puerta', '2026-11-22']);
  });

  it('[P5] is whole in its second language, where it has one', () => {
    const second = { language: 'en', service: 'Regularisation' } as const;
    expect(inSecond(sampleTicket({ second }))).toEqual(sampleTicket({ language: 'en', service: 'Regularisation' }));
    expect(inSecond(sampleSlip({ second }))).toEqual(sampleSlip({ language: 'en', service: 'Regularisation' }));
    const inEnglish = { language: 'en', title: 'Workshop', where: 'Street 13' } as const;
    expect(inSecond(sampleEvent({ second: inEnglish }))).toEqual(sampleEvent(inEnglish));
    const place = { language: 'en', name: 'Documents', hours: ['Saturdays'], cost: null, open: null } as const;
    expect(inSecond(sampleService({ second: place }))).toEqual(sampleService(place));
    for (const paper of papers) expect(inSecond(paper)).toBeUndefined();
  });

  it('[P6] holds nothing that a printer obeys, in any text of it', () => {
    const nasty = 'x\u001b@\u001dV\u0000\u001bp\u0000\u0010\u0014\u0001\n\u009b\u202e';
    const poisoned = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(poisoned);
      return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, TEXTS.has(key) || Array.isArray(inner) ? poison(inner) : poisoned(inner)])) : value;
    };
    const poison = (value: unknown): unknown => (typeof value === 'string' ? value + nasty : Array.isArray(value) ? value.map(poison) : poisoned(value));
    for (const paper of papers) {
      const { strays, cuts } = decodePaper(struckPaper(Paper.parse(poisoned(paper))));
      expect(strays).toEqual([]);
      expect(cuts).toHaveLength(1);
    }
  });
});

const TEXTS = new Set(['centre', 'service', 'title', 'where', 'organiser', 'name', 'address', 'phone', 'about', 'text', 'device', 'confirms']);
