/** [P5] Drawn papers as another's eyes read them: tesseract, where Debian has it. */
import { execFileSync } from 'node:child_process';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { beforeEach, expect, it } from 'vitest';
import { composePaper } from '../../main/station/printing/compose.ts';
import { drawPaper } from '../../main/station/printing/reading/draw.ts';
import { decodePaper, USUAL_FORM } from '../../main/station/printing/index.ts';
import { need, OCR_LANGUAGES, TESSERACT } from '../fixtures/parts.ts';
import { sampleTicket } from '../fixtures/tickets.ts';

/** It is made for letters of a book's size: the number is far larger, and read from a smaller picture. */
const NUMBER_SCALE = 0.2;

function readText(picture: Uint8Array, model: string, layout: string): string {
  return execFileSync('tesseract', ['-', '-', '-l', model, '--psm', layout], { input: picture, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] });
}

async function smaller(picture: Uint8Array): Promise<Uint8Array> {
  const whole = await loadImage(picture);
  const canvas = createCanvas(whole.width * NUMBER_SCALE, whole.height * NUMBER_SCALE);
  canvas.getContext('2d').drawImage(whole, 0, 0, canvas.width, canvas.height);
  return canvas.toBuffer('image/png');
}

beforeEach(({ skip }) => need(skip, TESSERACT, ...Object.values(OCR_LANGUAGES)));

it.each([
  { language: 'es', model: 'spa', service: 'Regularización y documentos', words: ['Su turno', 'Regularización', 'documentos', 'domingo', 'Guarde este papel', 'llamaremos'] },
  { language: 'ar', model: 'ara', service: 'تسوية الأوضاع والوثائق', words: ['تسوية الأوضاع', 'الأحد', 'طائر', 'بهذا الرقم'] },
  { language: 'zh', model: 'chi_sim', service: '居留手续与证件', words: ['您的号码', '居留手续与证件', '星期日', '自行车'] },
] as const)('[P5] on a drawn ticket in $language its words and its number are read', async ({ language, model, service, words }) => {
  const paper = sampleTicket({ language, service });
  const picture = await drawPaper(decodePaper(await composePaper(paper, { ...USUAL_FORM, letters: 'drawn' })));
  const text = readText(picture, model, '6');
  for (const word of words) expect(text).toContain(word);
  expect(readText(await smaller(picture), 'spa', '11').replaceAll(/\s/g, '')).toContain('017');
});
