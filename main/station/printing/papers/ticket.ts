/**
 * What a paper says, before anything decides how it looks [P5]: a ticket, the slip of a place that
 * is kept, and those of `take-along.ts` and `staff-paper.ts`. Each rendering (the screen, ESC/POS
 * text, a drawing) starts from this model and from nothing else.
 */
import { z } from 'zod';
import { PublicUrl } from '../../../../shared/contract/settings.ts';
import { ShownWait } from '../../../../shared/contract/views.ts';
import { AppointmentCode } from '../../../../shared/domain/entries/happenings.ts';
import { AppointmentId, VisitId, type PaperId, type SignupId } from '../../../../shared/domain/ids.ts';
import { Label, spellLabel } from '../../../../shared/domain/label.ts';
import { PaperLanguage } from './language.ts';
import { onEveryPaper, PaperInstant, PaperText } from './printable.ts';
import { PaperDay, PaperTest } from './staff-paper.ts';
import { PaperEvent, PaperService } from './take-along.ts';

const ofService = {
  ...onEveryPaper,
  /** Already in the visitor's language, and already neutral where the service is discreet [X2]. */
  service: PaperText,
  /** The same in the paper's second language; null where it has none. A job that was spooled before there was one has none. */
  second: z.strictObject({ language: PaperLanguage, service: PaperText }).nullable().default(null),
};

/**
 * A queue ticket. Parsing cleans its texts; parsing the result again changes nothing. The spool
 * parses every paper before it is composed, so whoever enqueues one need not.
 */
export const PaperTicket = z.strictObject({
  kind: z.literal('ticket'),
  ...ofService,
  label: Label,
  issuedAt: PaperInstant,
  /** The QR holds this and nothing else, or the address of its page on a phone, which ends with it [X6]. */
  visit: VisitId,
  /** Where phones reach the centre's server; absent where they don't: then nothing promises a page. */
  publicUrl: PublicUrl.exactOptional(),
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
  ...ofService,
  code: AppointmentCode,
  /** From when on the place counts. */
  at: PaperInstant,
  /** The QR holds this and nothing else [X6]. */
  appointment: AppointmentId,
  /** A second paper for the same place, marked so [P1]. */
  copy: z.boolean().default(false),
});
export type PaperSlip = z.infer<typeof PaperSlip>;

export const Paper = z.discriminatedUnion('kind', [PaperTicket, PaperSlip, PaperEvent, PaperService, PaperTest, PaperDay]);
export type Paper = z.infer<typeof Paper>;

/** What a paper is about: by this it is known what became of it. */
export type PaperSubject = VisitId | AppointmentId | SignupId | PaperId;

export function subjectOf(paper: Paper): PaperSubject {
  switch (paper.kind) {
    case 'ticket':
      return paper.visit;
    case 'slip':
      return paper.appointment;
    case 'event':
      return paper.signup;
    case 'service':
    case 'test':
    case 'day':
      return paper.paper;
    default:
      return paper satisfies never;
  }
}

/** What staff call a paper by: its number or code as it stands largest on it, or what it is about. */
export function titleOf(paper: Paper): string {
  switch (paper.kind) {
    case 'ticket':
      return spellLabel(paper.label);
    case 'slip':
    case 'event':
      return `${paper.code.slice(0, 3)} ${paper.code.slice(3)}`;
    case 'service':
    case 'test':
      return paper.name;
    case 'day':
      return paper.day;
    default:
      return paper satisfies never;
  }
}

/** [P5] The same paper in its second language, for a printer that holds no letter of the first; undefined where it has none. */
export function inSecond(paper: Paper): Paper | undefined {
  switch (paper.kind) {
    case 'ticket':
    case 'slip':
      return otherwise(paper, paper.second);
    case 'event':
      return otherwise(paper, paper.second);
    case 'service':
      return otherwise(paper, paper.second);
    case 'test':
    case 'day':
      return undefined;
    default:
      return paper satisfies never;
  }
}

function otherwise<P extends object>(paper: P, second: object | null): (P & { second: null }) | undefined {
  return second === null ? undefined : { ...paper, ...second, second: null };
}

/** A paper at a later hour: of the queue as it was then nothing is said. @param copy whether the first one may be in somebody's hands: what is worth something is marked then. */
export function laterPaper(paper: Paper, copy: boolean): Paper {
  switch (paper.kind) {
    case 'ticket':
      return { ...paper, queue: null, copy: paper.copy || copy };
    case 'slip':
    case 'event':
      return { ...paper, copy: paper.copy || copy };
    case 'service':
    case 'test':
    case 'day':
      return paper;
    default:
      return paper satisfies never;
  }
}
