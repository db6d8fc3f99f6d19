/**
 * The centre as its coordinator describes it: services, desks, hours, languages. Read from a file
 * at the door, kept in the journal as `centre.configured`, never changed in place.
 */
import { z } from 'zod';
import { isKnownZone } from './clock.ts';
import { AgentId, CentreId, DeskId, InterpreterId, PriorityId, ServiceId } from './ids.ts';
import { Language } from './language.ts';
import { Activity } from './offers/offers.ts';
import { Plan, roomOn } from './plan/plan.ts';
import { TimeOfDay, Weekday } from './week.ts';

export { Language, StaffLanguage } from './language.ts';
export { Weekday } from './week.ts';

const Sentence = z.string().trim().min(1).max(120);

/**
 * A coordinator's text. Who writes it may leave languages out; whoever reads it finds every language
 * of the screens, those that were left out in the words of the one that stands first. Read again, it
 * is the same: what is written down is written whole, so that all who fold it have the same.
 */
export const LocalText = z
  .partialRecord(Language, Sentence)
  .refine((given) => Object.keys(given).length > 0, { message: 'a text stands in one language at least' })
  .transform((given): Record<Language, string> => {
    const [first = ''] = Object.values(given);
    const { es = first, en = first, pt = first, fr = first, ht = first, ar = first } = given;
    return { es, en, pt, fr, ht, ar };
  });
export type LocalText = z.infer<typeof LocalText>;

/** The letter a service's tickets begin with; services may share one. */
export const Letter = z.string().regex(/^[A-Z]$/).brand<'Letter'>();
export type Letter = z.infer<typeof Letter>;

/** One opening span, local time of the centre; half-open: at `to` it is closed. */
export const OpeningSpan = z
  .object({ days: z.array(Weekday).min(1), from: TimeOfDay, to: TimeOfDay })
  .refine((span) => span.from < span.to, { message: 'a span ends after it begins' });

/** Pictures the screens have; a name that is not here can't be drawn. */
export const ServiceIcon = z.enum([
  'compass',
  'identification-card',
  'first-aid-kit',
  'graduation-cap',
  'scales',
  'briefcase',
  'baby',
  'users-three',
]);
export type ServiceIcon = z.infer<typeof ServiceIcon>;

/** When a service gives no more turns on a day. */
export const ServiceLimits = z.object({
  /** Turns given on one day. */
  daily: z.int().min(1).max(9999).optional(),
  /** Minutes before the end of its hours at which the last turn is given. */
  lastTurnMin: z.int().min(0).max(480).optional(),
  /** How many places of the next opening day are kept for whoever comes when there are no turns left. */
  keptPlaces: z.int().min(1).max(500).optional(),
});
export type ServiceLimits = z.infer<typeof ServiceLimits>;

export const PolicyName = z.enum(['firstCome', 'strict', 'ratio', 'accumulating']);
export type PolicyName = z.infer<typeof PolicyName>;

const turns = z.int().min(1).max(20);
const cap = turns.optional();

/**
 * [Q2] How a centre chooses whom to call. `cap`: how many of a preferential class may be called one
 * after the other at a desk while somebody else waits.
 */
export const Policy = z.discriminatedUnion('kind', [
  /** Who came first; classes change nothing. */
  z.object({ kind: z.literal('firstCome') }),
  /** Classes in the centre's order, then everybody else. */
  z.object({ kind: z.literal('strict'), cap }),
  /** So many preferential ones, then so many others, at each desk. */
  z.object({ kind: z.literal('ratio'), preferential: turns, general: turns }),
  /** Priority grows with waiting, faster for a class with more weight, from its head start on. */
  z.object({ kind: z.literal('accumulating'), cap }),
]) satisfies z.ZodType<{ kind: PolicyName }>;
export type Policy = z.infer<typeof Policy>;

/** Pictures of classes of priority. */
export const PriorityIcon = z.enum(['older', 'pregnant', 'disability', 'child', 'appointment', 'other']);
export type PriorityIcon = z.infer<typeof PriorityIcon>;

/** Who goes first, and by how much. */
export const PriorityClass = z.object({
  id: PriorityId,
  icon: PriorityIcon,
  name: LocalText,
  /** Whether a visitor may say so themselves, with one tap; else staff alone. */
  byVisitor: z.boolean(),
  /** How fast its priority grows; 1 is everybody else's. */
  weight: z.number().min(1).max(100),
  /** Minutes it is taken to have waited already. */
  headStartMin: z.number().min(0).max(480),
});
export type PriorityClass = z.infer<typeof PriorityClass>;

/** How a centre takes people at a booked time. */
export const Appointments = z.object({
  /** The class of whoever comes at their time: one that no visitor says of themselves. */
  priority: PriorityId,
  /** Minutes before the time from which on somebody may check in, and after it up to which. */
  earlyMin: z.int().min(0).max(240),
  lateMin: z.int().min(0).max(240),
});
export type Appointments = z.infer<typeof Appointments>;

/** What is asked after a visit, beside how it went: one question for participatory planning, answered by choosing. */
export const OpinionAsked = z
  .object({
    question: LocalText.optional(),
    answers: z.array(LocalText).min(2).max(4).optional(),
  })
  .refine(({ question, answers }) => (question === undefined) === (answers === undefined), { message: 'a question has answers to choose from, and answers have a question' });
export type OpinionAsked = z.infer<typeof OpinionAsked>;

export const Agent = z.object({ id: AgentId, name: z.string().trim().min(1).max(40) });
export type Agent = z.infer<typeof Agent>;

/** Somebody who comes to whatever desk needs one of these languages, to one desk at a time. */
export const Interpreter = z.object({ id: InterpreterId, languages: z.array(Language).min(1) });
export type Interpreter = z.infer<typeof Interpreter>;

export const Service = z.object({
  id: ServiceId,
  letter: Letter,
  icon: ServiceIcon,
  name: LocalText,
  /** One short line in the words people use for it. */
  about: LocalText,
  /** What to bring; shown and printed where the directory is. */
  documents: z.array(LocalText).max(12),
  hours: z.array(OpeningSpan).min(1).max(21),
  /** [X2] Shown everywhere but to agents in the place of its name; its letter is shared with another service. */
  discreet: LocalText.optional(),
  /** Minutes one visitor takes, before there is anything to learn from. */
  expectedMin: z.number().min(1).max(480).optional(),
  /** Minutes of waiting that the centre aims to stay within [Q7]. */
  targetMin: z.number().min(1).max(480).optional(),
  limits: ServiceLimits.optional(),
});
export type Service = z.infer<typeof Service>;

/** A service point, and its work profile: the services it serves, first ones first. */
export const Desk = z.object({
  id: DeskId,
  number: z.int().min(1).max(999),
  services: z.array(ServiceId).min(1),
  /** Also these, from whoever has waited so many minutes. */
  later: z.array(z.object({ afterMin: z.number().min(1).max(480), services: z.array(ServiceId).min(1) })).max(8).optional(),
  /** Spoken there; absent where nobody said. */
  languages: z.array(Language).min(1).optional(),
});
export type Desk = z.infer<typeof Desk>;

/** What the directory goes by in one house. */
export const Finding = z.object({
  /** Where the house stands: what is nearest is counted from here. Degrees, WGS 84. */
  point: z.object({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) }).optional(),
  /** Whose public holidays hold here: a country, ISO 3166-1 alpha-2, and where they differ within it its region: `CO`, `BR-SP`. */
  holidaysOf: z.string().regex(/^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$/).optional(),
  /** Words that people say for what the directory calls otherwise: whoever types one of `said` finds what goes by `means`. */
  synonyms: z.array(z.object({ said: z.array(Sentence).min(1).max(20), means: Sentence })).max(200).optional(),
  /** Days after which a service that nobody made sure of is marked; 180 where nothing is said. */
  verifyDays: z.int().min(1).max(3650).optional(),
});
export type Finding = z.infer<typeof Finding>;

/** Languages in which a wall says a call: more would hold up whoever is called next. */
export const WALL_LANGUAGES = 3;

/** What the walls of a house do. */
export const Walls = z.object({
  /** In which languages they say calls, in this order; the centre's first where nothing is said, in none where it is empty. */
  spoken: z.array(Language).max(WALL_LANGUAGES).optional(),
});
export type Walls = z.infer<typeof Walls>;

export const Centre = z
  .object({
    id: CentreId,
    name: z.string().trim().min(1).max(60),
    zone: z.string().refine(isKnownZone, { message: 'not an IANA time zone' }),
    languages: z.array(Language).min(1).refine((list) => new Set(list).size === list.length, { message: 'a language stands there twice' }),
    /** In the order the visitor's screen shows them; a page holds eight. */
    services: z.array(Service).min(1).max(8),
    desks: z.array(Desk).min(1).max(200),
    policy: Policy.optional(),
    /** In the order of the strict policy. */
    priorities: z.array(PriorityClass).max(8).optional(),
    /** Who may work at desks. Where nobody is named, a desk needs nobody to be open. */
    agents: z.array(Agent).max(200).optional(),
    interpreters: z.array(Interpreter).max(50).optional(),
    /** No turns outside a service's hours; else they are there to be read, and turns are given at any time. */
    keepsHours: z.boolean().optional(),
    /** Where there are none, the centre takes nobody at a booked time. */
    appointments: Appointments.optional(),
    /** Where there is nothing, visitors are asked nothing after their visit. */
    opinion: OpinionAsked.optional(),
    /** Calls after which somebody who did not come may be let go; 1 where nothing is said. */
    callsBeforeNoShow: z.int().min(1).max(9).optional(),
    walls: Walls.optional(),
    /** What the directory goes by in this house. */
    finding: Finding.optional(),
    activities: z.array(Activity).max(60).optional(),
    /** The map of the house; where there is none, none is offered. */
    plan: Plan.optional(),
  })
  .check((context) => {
    const { services, desks } = context.value;
    const { priorities = [], agents = [], interpreters = [], keepsHours = false, appointments, activities = [], plan } = context.value;
    const known = new Set(services.map((service) => service.id));
    const refuse = (message: string): void => {
      context.issues.push({ code: 'custom', message, input: context.value });
    };
    if (known.size !== services.length) refuse('two services share an id');
    if (new Set(desks.map((desk) => desk.id)).size !== desks.length) refuse('two desks share an id');
    if (new Set(desks.map((desk) => desk.number)).size !== desks.length) refuse('two desks share a number');
    if (new Set(priorities.map(({ id }) => id)).size !== priorities.length) refuse('two priorities share an id');
    if (new Set(agents.map(({ id }) => id)).size !== agents.length) refuse('two agents share an id');
    if (new Set(interpreters.map(({ id }) => id)).size !== interpreters.length) refuse('two interpreters share an id');
    const ofAppointments = appointments && priorities.find(({ id }) => id === appointments.priority);
    if (appointments && !ofAppointments) refuse(`appointments are of the priority «${appointments.priority}», which is not one here`);
    if (ofAppointments?.byVisitor) refuse(`«${ofAppointments.id}» is the priority of appointments, and visitors may not say it of themselves`);
    if (new Set(activities.map(({ id }) => id)).size !== activities.length) refuse('two activities share an id');
    for (const { id, onMap } of activities) {
      if (onMap !== undefined && !roomOn(plan?.floors ?? [], onMap)) refuse(`«${id}» is in «${onMap}», which is no room on the map`);
    }
    for (const { id, letter, discreet, limits } of services) {
      if (limits?.lastTurnMin !== undefined && !keepsHours) {
        refuse(`«${id}» has a last turn before its hours end, and this centre does not keep hours`);
      }
      if (discreet && !services.some((other) => other.id !== id && other.letter === letter)) {
        refuse(`«${id}» is discreet, and its letter alone would tell of it: another service must share it`);
      }
    }
    for (const desk of desks) {
      for (const service of [...desk.services, ...(desk.later ?? []).flatMap((later) => later.services)]) {
        if (!known.has(service)) refuse(`desk ${desk.id} serves «${service}», which is not a service here`);
      }
    }
    for (const service of services) {
      if (!desks.some((desk) => desk.services.includes(service.id))) {
        refuse(`no desk serves «${service.id}»: its visitors would wait for ever`);
      }
    }
  });
export type Centre = z.infer<typeof Centre>;

/** Whoever has no class is general. */
export function priorityOf(centre: Centre, id: PriorityId | undefined): PriorityClass | undefined {
  return id === undefined ? undefined : centre.priorities?.find((each) => each.id === id);
}

export function serviceOf(centre: Centre, id: ServiceId): Service | undefined {
  return centre.services.find((service) => service.id === id);
}

export function deskOf(centre: Centre, id: DeskId): Desk | undefined {
  return centre.desks.find((desk) => desk.id === id);
}
