import { describe, expect, it } from 'vitest';
import { sampleSlip, sampleTicket } from '../../../tests/fixtures/tickets.ts';
import { composePaper } from './compose.ts';
import { decodePaper } from './reading/decode.ts';
import { USUAL_FORM } from './form.ts';
import type { Paper } from './papers/ticket.ts';

const SECOND = { language: 'es', service: 'Salud' } as const;

describe('a printer over a line too slow for pictures', () => {
  const said = async (paper: Paper): Promise<string[]> => decodePaper(await composePaper(paper, { ...USUAL_FORM, draws: false })).lines.map(({ text }) => text);

  it('[P5] gets a paper in its second language where the letters of its own would be question marks', async () => {
    const ticket = await said(sampleTicket({ language: 'ar', service: 'الصحة', second: SECOND }));
    expect(ticket).toEqual(await said(sampleTicket({ service: 'Salud' })));
    expect(ticket.join(' ')).not.toContain('?');
    expect(await said(sampleSlip({ language: 'zh', service: '健康', second: SECOND }))).toEqual(await said(sampleSlip({ service: 'Salud' })));
  });

  it('[P5] gets the closest letters where they can be read, and where no language of it can', async () => {
    expect(await said(sampleTicket({ language: 'fr', service: 'Gua\u0303rani\u0303 g\u0303', second: SECOND }))).toContain('Votre numéro');
    expect(await said(sampleTicket({ language: 'ar', centre: '中心', service: 'الصحة', second: SECOND }))).toContain('A 017');
    expect(await said(sampleTicket({ language: 'en', service: 'What now?', second: SECOND }))).toContain('What now?');
    expect((await said(sampleTicket({ language: 'ar', service: 'الصحة' }))).join(' ')).toContain('?');
  });
});
