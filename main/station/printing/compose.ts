/** [P5] A paper as bytes for one printer: its model in, a job out. */
import type { PaperForm } from './form.ts';
import { layOut } from './layout.ts';
import type { Sheet } from './sheet.ts';
import { layTestPage, type TestPage } from './test-page.ts';
import { strikeSheet } from './text.ts';
import type { Paper } from './ticket.ts';

export function composePaper(paper: Paper, form: PaperForm): Promise<Uint8Array> {
  return composeSheet(layOut(paper), form);
}

/** A page that is nobody's turn, by which an administrator sees what a printer can. */
export function composeTestPage(page: TestPage, form: PaperForm): Promise<Uint8Array> {
  return composeSheet(layTestPage(page), form);
}

function composeSheet(sheet: Sheet, form: PaperForm): Promise<Uint8Array> {
  return Promise.resolve(strikeSheet(sheet, form));
}
