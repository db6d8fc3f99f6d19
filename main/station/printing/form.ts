/** What a printer can make of a layout. In: its settings. Out: the same, whole. It knows no printer. */
import type { PrinterSettings } from '../../../shared/contract/settings.ts';

export interface PaperForm {
  /** Across the printed width, at 8 to the millimetre: 384 on 58 mm paper, 512 or 576 on 80 mm. */
  readonly dots: 384 | 512 | 576;
  /** Whether its letters are those of Windows 1252. Where they are not, what it prints is drawn. */
  readonly letters: 'wpc1252' | 'drawn';
  /** Whether it makes a QR code of its payload, or is sent the picture of one. */
  readonly qr: 'command' | 'drawn';
  /** Whether a blade cuts the paper off; where there is none, it is fed far enough to be torn. */
  readonly cutter: boolean;
  /** [P5] Whether pictures of whole papers may be sent to it: over a slow line they would take minutes. */
  readonly draws: boolean;
}

/** What most printers on 80 mm paper can. */
export const USUAL_FORM: PaperForm = { dots: 576, letters: 'wpc1252', qr: 'command', cutter: true, draws: true };

/** [P5] Below this a drawn paper, some 40 kB, takes more than four seconds. */
const DRAWING_BAUD = 115_200;

function isSlow(settings: PrinterSettings): boolean {
  return settings.kind === 'serial' && settings.baud < DRAWING_BAUD;
}

export function formOf(settings: PrinterSettings): PaperForm {
  const { dots = USUAL_FORM.dots, letters = USUAL_FORM.letters, qr = USUAL_FORM.qr, cutter = USUAL_FORM.cutter } = settings;
  return { dots, letters, qr, cutter, draws: !isSlow(settings) };
}
