/**
 * Papers that somebody takes home: a place at an event, and where a service is found. Models alone.
 */
import { z } from 'zod';
import { Pass } from '../../../../shared/domain/events/pass.ts';
import { SignupCode } from '../../../../shared/domain/events/signup.ts';
import { PaperId, SignupId } from '../../../../shared/domain/ids.ts';
import { PaperLanguage } from './language.ts';
import { onEveryPaper, PaperInstant, PaperText } from './printable.ts';

/** Longest list on a paper. */
const MOST_LINES = 12;

const ofEvent = {
  title: PaperText,
  /** Street and room, as somebody asks the way. */
  where: PaperText,
};

/** A party's place at an event. Nobody's name is on it, and whoever finds it can read none from it. */
export const PaperEvent = z.strictObject({
  kind: z.literal('event'),
  ...onEveryPaper,
  ...ofEvent,
  second: z.strictObject({ language: PaperLanguage, ...ofEvent }).nullable(),
  startsAt: PaperInstant,
  /** Null where nobody said when it ends. */
  endsAt: PaperInstant.nullable(),
  organiser: PaperText,
  /** How many come under this one paper. */
  party: z.int().min(1).max(99),
  code: SignupCode,
  signup: SignupId,
  /** The QR holds this and nothing else [X6]. Null on a paper of before there were passes, whose QR holds the id. */
  pass: Pass.nullable().default(null),
  /** They wait for a place, and have none yet. */
  waits: z.boolean().default(false),
  /** A second paper for the same place, marked so [P1]. */
  copy: z.boolean().default(false),
});
export type PaperEvent = z.infer<typeof PaperEvent>;

/**
 * What a QR may open. No longer, so that its modules stay large enough for a cheap telephone; plain
 * characters alone, so that whoever can't scan it can type it.
 */
const PaperLink = z.string().max(100).regex(/^(?:https|http(?=:\/\/(?:127\.0\.0\.1|localhost)[:/])):\/\/[\w.-]+(?::\d+)?(?:\/[\w\-.~%/?=&#]*)?$/);

const ofPlace = {
  /** Already neutral where the service is discreet [X2]. */
  name: PaperText,
  /** Days and times, one line each. */
  hours: z.array(PaperText).max(MOST_LINES),
  /** Null where nobody said. */
  cost: z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('free') }), z.strictObject({ kind: z.literal('costs'), text: PaperText })]).nullable(),
  /**
   * What it is for and what to bring tell which service it is: null where that is nobody's business
   * [X2]. A link tells as much.
   */
  open: z.strictObject({ about: PaperText, documents: z.array(PaperText).max(MOST_LINES), link: PaperLink.nullable() }).nullable(),
};

/** «Llévelo consigo»: where a service is found, or when and where people come together, to be taken along. */
export const PaperService = z.strictObject({
  kind: z.literal('service'),
  ...onEveryPaper,
  ...ofPlace,
  second: z.strictObject({ language: PaperLanguage, ...ofPlace }).nullable(),
  paper: PaperId,
  address: PaperText,
  phone: PaperText.nullable(),
});
export type PaperService = z.infer<typeof PaperService>;
