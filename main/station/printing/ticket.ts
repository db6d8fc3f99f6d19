/**
 * What a paper says, before anything decides how it looks [P5]: a ticket, or the slip of a place that
 * is kept. Each rendering (the screen, ESC/POS text, later raster) starts from this model and from
 * nothing else.
 */
import { z } from 'zod';
import { ShownWait } from '../../../shared/contract/views.ts';
import { Centre, Language } from '../../../shared/domain/centre.ts';
import { AppointmentCode } from '../../../shared/domain/entries/happenings.ts';
import { AppointmentId, VisitId } from '../../../shared/domain/ids.ts';
import { Label } from '../../../shared/domain/label.ts';

/** Longest text a ticket prints, in characters; what is longer is cut rather than refused a paper. */
const LONGEST_TEXT = 120;

/** Last instant a JavaScript date can hold, in epoch milliseconds. */
const END_OF_DATES = 8_640_000_000_000_000;

/** Characters that end a line or leave room; a word on each side stays a word. */
const BREAKS = /[\t\n\v\f\r\u0085\p{Z}]+/gu;

/**
 * What no printer draws and some obey: C0 and C1 controls, bidi and format controls, lone
 * surrogates, private and unassigned code points. The two zero-width joiners stay: Persian words
 * and family emoji are misspelt without them, and the code page drops them.
 */
const UNPRINTABLE = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu;

/**
 * [P6] Text as paper may carry it: NFC, one line, single plain spaces, nothing unprintable.
 * Idempotent; may return the empty string.
 */
export function printableText(text: string): string {
  const oneLine = text.replace(BREAKS, ' ').replace(UNPRINTABLE, '').normalize('NFC');
  return Array.from(oneLine.replace(/ {2,}/g, ' ').trim()).slice(0, LONGEST_TEXT).join('').trim();
}

const PaperText = z.string().transform(printableText);

/** Epoch milliseconds. */
const PaperInstant = z.int().min(0).max(END_OF_DATES);

const onEveryPaper = {
  centre: PaperText,
  /** Already in the visitor's language, and already neutral where the service is discreet [X2]. */
  service: PaperText,
  zone: Centre.shape.zone,
  language: Language,
};

/**
 * A queue ticket. Parsing cleans its texts; parsing the result again changes nothing. The spool
 * parses every paper before it is composed, so whoever enqueues one need not.
 */
export const PaperTicket = z.strictObject({
  kind: z.literal('ticket'),
  ...onEveryPaper,
  label: Label,
  issuedAt: PaperInstant,
  /** The QR holds this and nothing else [X6]. */
  visit: VisitId,
  /** The queue as it was when the number was given; null on a copy, which is read at another hour. */
  queue: z
    .strictObject({
      /** People who wait for the same service before this one. */
      ahead: z.int().min(0),
      /** [Q5] Null where there is nothing to say. */
      wait: ShownWait.nullable(),
    })
    .nullable(),
  /** A second paper for the same number, marked so [P1]. */
  copy: z.boolean(),
});
export type PaperTicket = z.infer<typeof PaperTicket>;

/**
 * A place that is kept for another day. Which pictures were chosen is no part of it, and never on the
 * paper: with this alone nobody gets the place.
 */
export const PaperSlip = z.strictObject({
  kind: z.literal('slip'),
  ...onEveryPaper,
  code: AppointmentCode,
  /** From when on the place counts. */
  at: PaperInstant,
  /** The QR holds this and nothing else [X6]. */
  appointment: AppointmentId,
});
export type PaperSlip = z.infer<typeof PaperSlip>;

export const Paper = z.discriminatedUnion('kind', [PaperTicket, PaperSlip]);
export type Paper = z.infer<typeof Paper>;

/** What a paper is about: by this it is known what became of it. */
export type PaperSubject = VisitId | AppointmentId;

export function subjectOf(paper: Paper): PaperSubject {
  return paper.kind === 'ticket' ? paper.visit : paper.appointment;
}
