/**
 * [Q3] An explanation in sentences. In: kinds and numbers, and what each desk, class and visit is
 * called. Out: what an agent reads to whoever waited. It leaves nothing out and adds nothing.
 */
import type { TFunction } from 'i18next';
import type { CallExplanation } from '../../shared/domain/scheduling/explain-call.ts';
import type { NotHereWhy, PassedOverWhy, Reason } from '../../shared/domain/scheduling/explain.ts';
import type { Language } from '../../shared/domain/centre.ts';
import type { DeskId, PriorityId, VisitId } from '../../shared/domain/ids.ts';

/** What everything that an explanation names is called, in the agent's language. */
export interface Names {
  readonly label: (visit: VisitId) => string;
  /** Undefined where the centre has that desk no more. */
  readonly desk: (desk: DeskId) => number | undefined;
  readonly priority: (priority: PriorityId) => string;
  readonly language: (language: Language) => string;
}

export interface Told {
  readonly lead: string;
  /** Why whoever goes first does. */
  readonly reasons: readonly string[];
  /** Those who came before. */
  readonly passed: readonly { readonly visit: VisitId; readonly label: string; readonly why: string }[];
}

type Say = TFunction<'explain'>;

export function tell(why: CallExplanation, say: Say, names: Names): Told {
  const lead = leadOf(why, say, names);
  const reasons = 'reasons' in why ? why.reasons.map((reason) => reasonOf(reason, say, names)) : [];
  const passed = 'passedOver' in why ? why.passedOver.map(({ visit, why: each }) => ({ visit, label: names.label(visit), why: passedOf(each, say, names) })) : [];
  return { lead, reasons: why.kind === 'notHere' ? [passedOf(why.why, say, names)] : reasons, passed };
}

function leadOf(why: CallExplanation, say: Say, names: Names): string {
  if (why.kind === 'nobody') return say('answer.nobody');
  const label = names.label(why.visit);
  switch (why.kind) {
    case 'notNext':
      return say('answer.notNext', { label, place: why.place, next: names.label(why.next) });
    case 'chosen': {
      const { next } = why;
      return say('answer.chosen', { label, known: next === null ? 'none' : next === why.visit ? 'same' : 'other', next: next === null ? '' : names.label(next) });
    }
    case 'next':
    case 'notHere':
    case 'notWaiting':
    case 'byName':
    case 'otherVersion':
      return say(`answer.${why.kind}`, { label });
    default:
      return why satisfies never;
  }
}

function reasonOf(reason: Reason, say: Say, names: Names): string {
  switch (reason.kind) {
    case 'class':
      return say('why.class', { priority: names.priority(reason.priority) });
    case 'language':
    case 'interpreter':
    case 'waitedOut':
    case 'spokenNowhere':
      return say(`why.${reason.kind}`, { ...reason, language: names.language(reason.language) });
    case 'kept':
    case 'later':
    case 'serviceGone':
    case 'turn':
    case 'cap':
    case 'points':
    case 'early':
    case 'booked':
    case 'due':
    case 'cameFirst':
      return say(`why.${reason.kind}`, { ...reason });
    default:
      return reason satisfies never;
  }
}

function passedOf(why: PassedOverWhy | NotHereWhy, say: Say, names: Names): string {
  switch (why.kind) {
    case 'claimed':
      return say('passed.claimed', { desk: (why.desk === null ? undefined : names.desk(why.desk)) ?? 'none' });
    case 'keptFor':
      return say('passed.keptFor', { desk: names.desk(why.desk) ?? '' });
    case 'class':
      return say('passed.class', { priority: names.priority(why.priority) });
    case 'language':
    case 'noInterpreter':
      return say(`passed.${why.kind}`, { ...why, language: names.language(why.language) });
    case 'laterHere':
    case 'otherService':
    case 'turn':
    case 'points':
    case 'booked':
    case 'tie':
      return say(`passed.${why.kind}`, { ...why });
    default:
      return why satisfies never;
  }
}
