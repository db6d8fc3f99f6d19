/** [P5] A paper as bytes for one printer: its model in, a job out. */
import { holdsText, losesText } from './struck/code-page.ts';
import { drawnJob } from './struck/composer.ts';
import { bandsOf } from './drawing/bands.ts';
import type { Bitmap } from './drawing/bitmap.ts';
import { drawCode } from './drawing/code.ts';
import type { Direction } from './drawing/pen.ts';
import { drawSheet } from './drawing/sheet.ts';
import type { PaperForm } from './form.ts';
import type { PaperLanguage } from './papers/language.ts';
import { layOut } from './layout/layout.ts';
import { moduleDotsOf, type Block, type Sheet } from './layout/sheet.ts';
import { layTestPage, type TestPage } from './layout/test-page.ts';
import { strikeSheet } from './struck/text.ts';
import { inSecond, type Paper } from './papers/ticket.ts';

/** Rejects where it has to be drawn and can't be. */
export function composePaper(paper: Paper, form: PaperForm): Promise<Uint8Array> {
  const { sheet, language } = form.draws ? inOwn(paper) : inReadable(paper);
  return composeSheet(sheet, language, form);
}

interface LaidOut {
  readonly sheet: Sheet;
  readonly language: PaperLanguage;
}

function inOwn(paper: Paper): LaidOut {
  return { sheet: layOut(paper), language: paper.language };
}

/** In its own language, or in its second where that one can be read in a printer's letters and its own can't. */
function inReadable(paper: Paper): LaidOut {
  const [own, second] = [inOwn(paper), inSecond(paper)];
  if (!second || own.sheet.every(isReadable)) return own;
  const other = inOwn(second);
  return other.sheet.every(isReadable) ? other : own;
}

/** A page that is nobody's turn, by which an administrator sees what a printer can. */
export function composeTestPage(page: TestPage, form: PaperForm): Promise<Uint8Array> {
  return composeSheet(layTestPage(page), page.language, form);
}

async function composeSheet(sheet: Sheet, language: PaperLanguage, form: PaperForm): Promise<Uint8Array> {
  const isText = form.letters === 'wpc1252' && sheet.every(isHeld);
  // A line too slow for pictures gets the closest letters there are.
  if (isText || !form.draws) return strikeSheet(sheet, form, form.qr === 'drawn' ? await drawCodes(sheet, form) : undefined);
  return drawnJob(bandsOf(await drawSheet(sheet, { dots: form.dots, direction: DIRECTION[language] })), form);
}

async function drawCodes(sheet: Sheet, form: PaperForm): Promise<ReadonlyMap<string, Bitmap>> {
  const codes = sheet.filter((block) => block.kind === 'qr');
  return new Map(await Promise.all(codes.map(async ({ payload }) => [payload, await drawCode(payload, moduleDotsOf(payload, form))] as const)));
}

const DIRECTION: Record<PaperLanguage, Direction> = { es: 'ltr', en: 'ltr', pt: 'ltr', fr: 'ltr', ht: 'ltr', ar: 'rtl', zh: 'ltr' };

function isHeld(block: Block): boolean {
  return wordsOf(block).every(holdsText);
}

function isReadable(block: Block): boolean {
  return !wordsOf(block).some(losesText);
}

function wordsOf(block: Block): readonly string[] {
  switch (block.kind) {
    case 'text':
    case 'number':
      return [block.text];
    case 'pair':
      return [block.name, block.value];
    case 'space':
    case 'ruler':
    case 'qr':
      return [];
    default:
      return block satisfies never;
  }
}
