/** Papers for whoever runs the centre: a printer's test page, and how a day went. Nobody's turn is on them. */
import { z } from 'zod';
import { BusinessDay } from '../../../../shared/domain/clock.ts';
import { PaperId } from '../../../../shared/domain/ids.ts';
import { onEveryPaper, PaperInstant, PaperText } from './printable.ts';

/** By which an administrator sees what a printer can. */
export const PaperTest = z.strictObject({
  kind: z.literal('test'),
  zone: onEveryPaper.zone,
  language: onEveryPaper.language,
  paper: PaperId,
  /** What the printer is called. */
  name: PaperText,
  at: PaperInstant,
  /** How it says that a paper is out, as settings spell it. */
  confirms: PaperText,
});
export type PaperTest = z.infer<typeof PaperTest>;

const count = z.int().min(0);

/** Null where so few are behind it that somebody could be recognised [Q7]. */
const DayFigures = z
  .strictObject({
    given: count,
    served: count,
    left: count,
    noShows: count,
    /** Of those who were called; null where nobody was. */
    medianWaitMin: count.nullable(),
  })
  .nullable();

/** How a business day went, for coordinators. */
export const PaperDay = z.strictObject({
  kind: z.literal('day'),
  ...onEveryPaper,
  paper: PaperId,
  day: BusinessDay,
  printedAt: PaperInstant,
  /** On what it was printed: the device's own name, or its number. */
  device: PaperText,
  /** By its neutral name where a service is discreet [X2]. */
  services: z.array(z.strictObject({ service: PaperText, figures: DayFigures })).max(8),
  total: DayFigures,
});
export type PaperDay = z.infer<typeof PaperDay>;
