/** A paper's layout: the model in, ESC/POS text for 80 mm paper out. */
import type { EpochMs } from '../../../shared/domain/clock.ts';
import { spellLabel } from '../../../shared/domain/label.ts';
import { picturesOf } from '../../../shared/domain/pictures.ts';
import { closestText } from './code-page.ts';
import { Composer, type Strike } from './composer.ts';
import { printableText, type Paper, type PaperSlip, type PaperSubject, type PaperTicket } from './ticket.ts';
import { paperWord, spellInstant, spellPictures, spellQueue } from './words.ts';

/**
 * Font A on 80 mm paper is 48 columns. One on each side stays free: after a line that is full to
 * the edge some printers feed an empty one.
 */
const COLUMNS = 46;

/**
 * One millimetre a module. An id at level Q is a version 3 symbol, 29 modules: 29 mm, over
 * the 25 mm that a cheap reader held at arm's length wants.
 */
const QR_MODULE_DOTS = 8;

const PLAIN: Strike = { width: 1, height: 1, bold: false, reverse: false };
const CENTRE_NAME: Strike = { ...PLAIN, bold: true };
const HEADING: Strike = { ...PLAIN, width: 2, height: 2 };
const SERVICE: Strike = { ...PLAIN, width: 2, height: 2, bold: true };
const DAY: Strike = { ...PLAIN, height: 2, bold: true };
const STRONG: Strike = { ...PLAIN, bold: true };
const COPY: Strike = { width: 2, height: 2, bold: true, reverse: true };

/** [P5] A paper as bytes. [P6] Whatever its fields hold, they are drawn and never obeyed. */
export function composePaper(paper: Paper): Uint8Array {
  return paper.kind === 'ticket' ? composeTicket(paper) : composeSlip(paper);
}

export function composeTicket(ticket: PaperTicket): Uint8Array {
  const { language } = ticket;
  const page = new Page();
  const { date, time } = spellInstant(ticket.issuedAt, ticket);

  if (ticket.copy) page.write(`  ${paperWord(language, 'copy')}  `, COPY).space(16);
  page.write(ticket.centre, CENTRE_NAME).space(28);
  page.write(paperWord(language, 'yourTurn'), HEADING).space(12);
  page.number(spellLabel(ticket.label)).space(12);
  page.write(ticket.service, SERVICE).space(24);
  if (ticket.queue) {
    for (const line of spellQueue(language, ticket.queue)) page.write(line, STRONG);
    page.space(24);
  }
  page.write(date, PLAIN).write(time, PLAIN).space(32);
  page.qr(ticket.visit).space(32);
  page.write(spellPictures(language, picturesOf(ticket.visit)), STRONG);
  page.write(paperWord(language, 'remember'), PLAIN).space(20);
  page.write(paperWord(language, 'keep'), STRONG).write(paperWord(language, 'weCall'), STRONG);
  return page.finish();
}

function composeSlip(slip: PaperSlip): Uint8Array {
  const { language, code } = slip;
  const page = new Page();
  const { date, time } = spellInstant(slip.at, slip);

  page.write(slip.centre, CENTRE_NAME).space(28);
  page.write(paperWord(language, 'keptPlace'), HEADING).space(12);
  page.number(`${code.slice(0, 3)} ${code.slice(3)}`).space(12);
  page.write(slip.service, SERVICE).space(24);
  page.write(date, DAY);
  page.write(paperWord(language, 'from', { hour: Number.parseInt(time, 10), time }), HEADING).space(32);
  page.qr(slip.appointment).space(32);
  page.write(paperWord(language, 'comeBack'), STRONG).write(paperWord(language, 'worthNothing'), PLAIN);
  return page.finish();
}

export interface TestPage extends Pick<PaperTicket, 'zone' | 'language'> {
  /** What the printer is called. */
  readonly name: string;
  readonly at: EpochMs;
  /** How it says that a paper is out, as settings spell it. */
  readonly confirms: string;
}

/** What an administrator holds a new printer to: every letter of our languages, and the number as tickets have it. */
const LETTERS = ['áéíóú üñ ÁÉÍÓÚ ÜÑ ¿? ¡!', 'àâçèêëîïôùû ãõ ò € «»'];

/** A page that is nobody's turn. */
export function composeTestPage({ name, at, zone, language, confirms }: TestPage): Uint8Array {
  const page = new Page();
  const { date, time } = spellInstant(at, { zone, language });
  page.write(paperWord(language, 'testPage'), HEADING).space(12);
  page.write(printableText(name), STRONG).space(12);
  page.write(paperWord(language, 'testConfirms', { how: confirms }), PLAIN).space(24);
  for (const line of LETTERS) page.write(line, PLAIN);
  page.space(12).number('0123').space(24);
  page.write(date, PLAIN).write(time, PLAIN).space(24);
  page.write(paperWord(language, 'testNoTurn'), STRONG);
  return page.finish();
}

/** A paper that is written from top to bottom. */
class Page {
  readonly #composer = new Composer();

  write(text: string, strike: Strike): this {
    for (const line of wrapWords(closestText(text), Math.floor(COLUMNS / strike.width))) this.#composer.line(line, strike);
    return this;
  }

  /** On one line, as large as fits: eight-fold for a letter and three digits, seven-fold across for four. */
  number(spelt: string): this {
    const text = closestText(spelt);
    this.#composer.line(text, { ...PLAIN, width: Math.min(8, Math.floor(COLUMNS / text.length)), height: 8, bold: true });
    return this;
  }

  space(dots: number): this {
    this.#composer.space(dots);
    return this;
  }

  qr(id: PaperSubject): this {
    this.#composer.qr(id, QR_MODULE_DOTS);
    return this;
  }

  finish(): Uint8Array {
    return this.#composer.finish();
  }
}

/**
 * Breaks text between words; a word longer than a line is broken where the line ends.
 * @param columns characters a line holds, at least 1.
 * @returns no line at all for empty text.
 */
export function wrapWords(text: string, columns: number): string[] {
  if (text.length <= columns) return text === '' ? [] : [text];
  const lines: string[] = [];
  let line = '';
  for (const whole of text.split(' ')) {
    let word = whole;
    if (line !== '' && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = '';
    }
    while (word.length > columns) {
      lines.push(word.slice(0, columns));
      word = word.slice(columns);
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  if (line !== '') lines.push(line);
  return lines;
}
