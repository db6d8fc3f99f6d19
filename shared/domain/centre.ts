/**
 * The centre as its coordinator describes it: services, desks, hours, languages. Read from a file
 * at the door, kept in the journal as `centre.configured`, never changed in place.
 */
import { z } from 'zod';
import { isKnownZone } from './clock.ts';
import { CentreId, DeskId, ServiceId } from './ids.ts';

/** Languages with complete locale files. The first of a centre's list is its first language. */
export const Language = z.enum(['es', 'en']);
export type Language = z.infer<typeof Language>;

/** A coordinator's text in every language the screens speak. */
export const LocalText = z.record(Language, z.string().trim().min(1).max(120));
export type LocalText = z.infer<typeof LocalText>;

/** The letter a service's tickets begin with; services may share one. */
export const Letter = z.string().regex(/^[A-Z]$/).brand<'Letter'>();
export type Letter = z.infer<typeof Letter>;

export const Weekday = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

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
});
export type Service = z.infer<typeof Service>;

/** A service point, and its work profile: the services it serves, first ones first. */
export const Desk = z.object({
  id: DeskId,
  number: z.int().min(1).max(999),
  services: z.array(ServiceId).min(1),
});
export type Desk = z.infer<typeof Desk>;

export const Centre = z
  .object({
    id: CentreId,
    name: z.string().trim().min(1).max(60),
    zone: z.string().refine(isKnownZone, { message: 'not an IANA time zone' }),
    languages: z.array(Language).min(1).refine((list) => new Set(list).size === list.length, { message: 'a language stands there twice' }),
    /** In the order the visitor's screen shows them; a page holds eight. */
    services: z.array(Service).min(1).max(8),
    desks: z.array(Desk).min(1).max(200),
  })
  .check((context) => {
    const { services, desks } = context.value;
    const known = new Set(services.map((service) => service.id));
    const refuse = (message: string): void => {
      context.issues.push({ code: 'custom', message, input: context.value });
    };
    if (known.size !== services.length) refuse('two services share an id');
    if (new Set(desks.map((desk) => desk.id)).size !== desks.length) refuse('two desks share an id');
    if (new Set(desks.map((desk) => desk.number)).size !== desks.length) refuse('two desks share a number');
    for (const desk of desks) {
      for (const service of desk.services) {
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

export function serviceOf(centre: Centre, id: ServiceId): Service | undefined {
  return centre.services.find((service) => service.id === id);
}

export function deskOf(centre: Centre, id: DeskId): Desk | undefined {
  return centre.desks.find((desk) => desk.id === id);
}
