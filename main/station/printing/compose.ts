/** A ticket's layout: the model in, ESC/POS text for 80 mm paper out. */
import { spellLabel } from '../../../shared/domain/label.ts';
import { closestText } from './code-page.ts';
import { Composer, type Strike } from './composer.ts';
import type { PaperTicket } from './ticket.ts';
import { paperWord, spellIssued } from './words.ts';

/**
 * Font A on 80 mm paper is 48 columns. One on each side stays free: after a line that is full to
 * the edge some printers feed an empty one.
 */
const COLUMNS = 46;

/**
 * One millimetre a module. A visit's id at level Q is a version 3 symbol, 29 modules: 29 mm, over
 * the 25 mm that a cheap reader held at arm's length wants.
 */
const QR_MODULE_DOTS = 8;

const PLAIN: Strike = { width: 1, height: 1, bold: false, reverse: false };
const CENTRE_NAME: Strike = { ...PLAIN, bold: true };
const HEADING: Strike = { ...PLAIN, width: 2, height: 2 };
const SERVICE: Strike = { ...PLAIN, width: 2, height: 2, bold: true };
const KEEP: Strike = { ...PLAIN, bold: true };
const COPY: Strike = { width: 2, height: 2, bold: true, reverse: true };

/** [P5] A ticket as bytes. [P6] Whatever its fields hold, they are drawn and never obeyed. */
export function composeTicket(ticket: PaperTicket): Uint8Array {
  const paper = new Composer();
  const write = (text: string, strike: Strike): void => {
    for (const line of wrapWords(closestText(text), Math.floor(COLUMNS / strike.width))) paper.line(line, strike);
  };
  const { date, time } = spellIssued(ticket);
  const word = (name: Parameters<typeof paperWord>[1]): string => paperWord(ticket.language, name);

  if (ticket.copy) {
    write(`  ${word('copy')}  `, COPY);
    paper.space(16);
  }
  write(ticket.centre, CENTRE_NAME);
  paper.space(28);
  write(word('yourTurn'), HEADING);
  paper.space(12);
  const label = closestText(spellLabel(ticket.label));
  paper.line(label, numberStrike(label));
  paper.space(12);
  write(ticket.service, SERVICE);
  paper.space(24);
  write(date, PLAIN);
  write(time, PLAIN);
  paper.space(32);
  paper.qr(ticket.visit, QR_MODULE_DOTS);
  paper.space(32);
  write(word('keep'), KEEP);
  write(word('weCall'), KEEP);
  return paper.finish();
}

/** As large as fits: eight-fold for three digits, seven-fold across for four. */
function numberStrike(label: string): Strike {
  const width = Math.min(8, Math.floor(COLUMNS / label.length));
  return { ...PLAIN, width, height: 8, bold: true };
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
