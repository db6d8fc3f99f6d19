/** A ticket as text is small enough that the slowest line has it in a second. */
import { expect, it } from 'vitest';
import { PaperLanguage, USUAL_FORM } from '../../main/station/printing/index.ts';
import { sampleSlip, sampleTicket, struckPaper } from '../fixtures/tickets.ts';

const MOST_BYTES = 1024;
const SERVICE = 'Regularización y documentos para toda la familia';

it.each([384, 512, 576] as const)('[P5] a ticket, also as a copy and with everything on it, has at most 1 kB in every language at %i dots', (dots) => {
  const queue = { ahead: 23, wait: { kind: 'between', fromMin: 35, toMin: 50 } };
  for (const language of PaperLanguage.options) {
    const second = { language: language === 'es' ? 'en' : 'es', service: SERVICE };
    for (const paper of [sampleTicket({ language, second, service: SERVICE, copy: true }), sampleTicket({ language, second, service: SERVICE, queue }), sampleSlip({ language, second, service: SERVICE })]) {
      expect(struckPaper(paper, { ...USUAL_FORM, dots }).length, `${paper.kind}, ${language}`).toBeLessThanOrEqual(MOST_BYTES);
    }
  }
});
