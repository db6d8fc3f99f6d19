/**
 * Why a desk calls whom it calls, as staff are sent it [Q3]: the domain's own kinds and numbers, that
 * no sentence is in yet. For staff alone: a reason may name a class of priority [X2].
 */
import { z } from 'zod';
import { Language } from '../domain/centre.ts';
import { EntryId } from '../domain/entries/entry.ts';
import type { CallExplanation } from '../domain/scheduling/explain-call.ts';
import type * as domain from '../domain/scheduling/explain.ts';
import { PASSED_OVER_SHOWN } from '../domain/scheduling/explain.ts';
import { DeskId, PriorityId, ServiceId, VisitId } from '../domain/ids.ts';
import { Label } from '../domain/label.ts';

const at = z.int().nonnegative();
const min = z.int().nonnegative();
const of = z.enum(['preferential', 'general']);

const Reason = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('kept') }),
  z.object({ kind: z.literal('later'), afterMin: min, waitedMin: min }),
  z.object({ kind: z.literal('serviceGone') }),
  z.object({ kind: z.literal('turn'), of, preferential: z.int(), general: z.int() }),
  z.object({ kind: z.literal('cap'), cap: z.int() }),
  z.object({ kind: z.literal('class'), priority: PriorityId }),
  z.object({ kind: z.literal('points'), priority: PriorityId.nullable(), weight: z.number(), headStartMin: z.number(), waitedMin: min, points: z.number(), runnerUp: z.number() }),
  z.object({ kind: z.literal('early'), inMin: min }),
  z.object({ kind: z.literal('booked'), waitedMin: min }),
  z.object({ kind: z.literal('due') }),
  z.object({ kind: z.literal('language'), language: Language }),
  z.object({ kind: z.literal('interpreter'), language: Language }),
  z.object({ kind: z.literal('waitedOut'), language: Language, waitedMin: min, patienceMin: min }),
  z.object({ kind: z.literal('spokenNowhere'), language: Language }),
  z.object({ kind: z.literal('cameFirst'), waitedMin: min, among: z.int().min(1) }),
]) satisfies z.ZodType<domain.Reason>;

const claimed = z.object({ kind: z.literal('claimed'), desk: DeskId.nullable() });
const keptFor = z.object({ kind: z.literal('keptFor'), desk: DeskId });
const laterHere = z.object({ kind: z.literal('laterHere'), afterMin: min, waitedMin: min });

const NotHereWhy = z.discriminatedUnion('kind', [claimed, keptFor, laterHere, z.object({ kind: z.literal('otherService') })]) satisfies z.ZodType<domain.NotHereWhy>;

const PassedOverWhy = z.discriminatedUnion('kind', [
  claimed,
  keptFor,
  laterHere,
  z.object({ kind: z.enum(['language', 'noInterpreter']), language: Language, waitedMin: min, patienceMin: min }),
  z.object({ kind: z.literal('turn'), of }),
  z.object({ kind: z.literal('class'), priority: PriorityId }),
  z.object({ kind: z.literal('points'), points: z.number(), most: z.number() }),
  z.object({ kind: z.literal('booked'), inMin: min }),
  z.object({ kind: z.literal('tie') }),
]) satisfies z.ZodType<domain.PassedOverWhy>;

const passedOver = z.array(z.object({ visit: VisitId, why: PassedOverWhy })).max(PASSED_OVER_SHOWN).readonly();
const reasons = z.array(Reason).readonly();

const kinds = [
  z.object({ kind: z.literal('nobody'), passedOver }),
  z.object({ kind: z.literal('next'), visit: VisitId, reasons, passedOver }),
  z.object({ kind: z.literal('notNext'), visit: VisitId, place: z.int().min(2), next: VisitId, reasons }),
  z.object({ kind: z.literal('notHere'), visit: VisitId, why: NotHereWhy }),
  z.object({ kind: z.literal('notWaiting'), visit: VisitId }),
] as const;

const Explanation = z.discriminatedUnion('kind', kinds) satisfies z.ZodType<domain.Explanation>;

const OfCall = z.discriminatedUnion('kind', [
  ...kinds,
  z.object({ kind: z.literal('byName'), visit: VisitId, next: VisitId.nullable() }),
  z.object({ kind: z.literal('chosen'), visit: VisitId, next: VisitId.nullable() }),
  z.object({ kind: z.literal('otherVersion'), visit: VisitId, policyVersion: z.int() }),
]) satisfies z.ZodType<CallExplanation>;

/** The number of everybody whom an explanation names. */
const labels = z.array(z.object({ visit: VisitId, label: Label })).readonly();

/** Why a desk calls next whom it does; or, of one visit, why it is that one or is not. */
export const ExplainView = z.object({
  kind: z.literal('explain'),
  desk: DeskId,
  visit: VisitId.nullable(),
  /** Null where the centre has no such desk. */
  said: Explanation.nullable(),
  labels,
});
export type ExplainView = z.infer<typeof ExplainView>;

/** Of a desk's calls of today, the latest. */
export const PAST_CALLS_SHOWN = 30;

export const PastCallsView = z.object({
  kind: z.literal('pastCalls'),
  desk: DeskId,
  /** Newest first. */
  calls: z
    .array(
      z.object({
        /** What the journal calls it. */
        call: EntryId,
        label: Label,
        service: ServiceId,
        at,
        /** Not in turn: the desk chose. */
        chosen: z.boolean(),
      }),
    )
    .max(PAST_CALLS_SHOWN),
});
export type PastCallsView = z.infer<typeof PastCallsView>;

/** What is known of why a call was made. */
export const SaidOfCall = z.discriminatedUnion('kind', [
  /** It is being read; the next view has it. */
  z.object({ kind: z.literal('reading') }),
  /** Not all that its desk saw then is on this machine. */
  z.object({ kind: z.literal('gone') }),
  z.object({ kind: z.literal('said'), why: OfCall, labels }),
]);
export type SaidOfCall = z.infer<typeof SaidOfCall>;

/** Why one call was made, as its desk saw things then. */
export const PastCallView = z.object({ kind: z.literal('pastCall'), call: EntryId, said: SaidOfCall });
export type PastCallView = z.infer<typeof PastCallView>;
