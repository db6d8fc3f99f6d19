/**
 * The services map of UNHCR Jordan (services-advisor, 2015) as HSDS with what stands beside: English
 * as the records' own language, Arabic by the same ids. In: its two JSON files. Out: an object that the
 * station brings in. docs/directory-import.md says field by field what becomes of what.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';

const Ticked = z.record(z.string(), z.boolean()).optional();
const Feature = z.looseObject({
  id: z.number(),
  properties: z.looseObject({
    locationName: z.string(), partnerName: z.string(), comments: z.string().optional(), activityCategory: z.string(), activityName: z.string(), endDate: z.string(),
    indicators: z.record(z.string(), z.unknown()).optional(),
    '3. Intake Criteria': Ticked, '4. Accessibility': Ticked, '6. Availability': Ticked, '7. Availability Day': Ticked, '8. Office Open at': Ticked, '9. Office close at': Ticked,
  }),
  geometry: z.object({ coordinates: z.tuple([z.number(), z.number()]) }),
});
type Feature = z.infer<typeof Feature>;
type Properties = Feature['properties'];

/** Goods for the household are what shelters hand out. */
const SECTORS: Readonly<Record<string, string>> = { PROTECTION: 'protection', CASH: 'cash', NFI: 'shelter', WASH: 'wash', HEALTH: 'health', EDUCATION: 'education', SHELTER: 'shelter', FOOD: 'food' };
const AUDIENCES: Readonly<Record<string, string>> = {
  Disability: 'disability', 'Child at risk': 'children', 'Unaccompanied or separated child': 'children', 'Single parent or caregiver': 'families', 'Family unity': 'families', 'Woman at risk': 'women', 'Older person at risk': 'older', SGBV: 'survivors',
};
const DAYS: Readonly<Record<string, string>> = {
  'Sun-Thurs': 'SU,MO,TU,WE,TH', 'Mon-Thurs  and Sat': 'MO,TU,WE,TH,SA', 'Mondays only': 'MO', 'Tuesdays only': 'TU', 'Sundays only': 'SU', 'Saturdays only': 'SA', 'Thursdays only': 'TH',
};
const ZONE = 'Asia/Amman';

/**
 * @param today a date: what ended before it is `inactive`.
 * @throws ZodError where the files are others.
 */
export function fromUnhcr(english: unknown, arabic: unknown, today: string): { organizations: object[]; locations: object[]; services: object[] } {
  const [records, translated] = [english, arabic].map((file) => named(z.array(Feature).parse(file)));
  const organizations = new Map<string, object>();
  const locations = new Map<string, object>();
  const services: object[] = [];
  for (const [name, { properties, geometry }] of records ?? []) {
    const ar = translated?.get(name)?.properties;
    const partner = properties.partnerName.trim();
    const organization = uuid('organization', partner);
    organizations.set(organization, { id: organization, name: partner, description: 'A partner of the inter-agency response in Jordan', umbral: { language: 'en' } });
    const location = uuid('location', `${properties.locationName} ${geometry.coordinates.join(' ')}`);
    locations.set(location, placeOf(location, properties, geometry, ar));
    services.push(serviceOf(uuid('service', name), properties, ar, { organization, location, place: uuid('place', name), schedule: uuid('schedule', name) }, today));
  }
  return { organizations: [...organizations.values()], locations: [...locations.values()], services };
}

/** Some ids stand there twice, for two services: the second is told apart by its turn. */
function named(features: readonly Feature[]): Map<string, Feature> {
  const all = new Map<string, Feature>();
  for (const feature of features) {
    let [name, n] = [String(feature.id), 2];
    while (all.has(name)) name = `${feature.id}.${n++}`;
    all.set(name, feature);
  }
  return all;
}

function placeOf(id: string, { locationName }: Properties, { coordinates: [longitude, latitude] }: Feature['geometry'], ar: Properties | undefined): object {
  return { id, location_type: 'physical', name: locationName, latitude, longitude, umbral: { language: 'en', zone: ZONE, ...(ar && { inLanguages: { ar: { name: ar.locationName } } }) } };
}

function serviceOf(id: string, properties: Properties, ar: Properties | undefined, ids: { organization: string; location: string; place: string; schedule: string }, today: string): object {
  const description = textOf(properties);
  const translated = ar && textOf(ar);
  const sector = SECTORS[properties.activityCategory];
  const schedule = scheduleOf(ids.schedule, properties);
  return {
    id, name: properties.activityName, status: properties.endDate < today ? 'inactive' : 'active', organization_id: ids.organization,
    ...(description !== undefined && { description }),
    service_at_locations: [{ id: ids.place, location_id: ids.location }],
    ...(schedule && { schedules: [schedule] }),
    umbral: {
      language: 'en', zone: ZONE, ...(sector !== undefined && { sectors: [sector] }),
      ...(ar && { inLanguages: { ar: { name: ar.activityName, ...(translated !== undefined && { description: translated }) } } }),
      intake: intakeOf(properties),
    },
  };
}

/** What it is in words; where those are not there, what is counted of it. */
function textOf({ comments, indicators = {} }: Properties): string | undefined {
  const text = comments?.trim() ? comments.trim() : Object.keys(indicators).join('; ');
  return text === '' ? undefined : text.slice(0, 4000);
}

function ticked(field: z.infer<typeof Ticked>): readonly string[] {
  return Object.entries(field ?? {}).filter(([, isTicked]) => isTicked).map(([name]) => name);
}

function intakeOf({ '3. Intake Criteria': criteria, '4. Accessibility': accessibility }: Properties): object {
  const named = ticked(criteria);
  const audiences = named.includes('Open to all') ? [] : [...new Set(named.flatMap((each) => AUDIENCES[each] ?? []))];
  const access = ticked(accessibility);
  return {
    ...((audiences.length > 0 || named.includes('Open to all')) && { audiences }),
    ...(access.length === 1 && access[0] === 'Referrals only' && { byReferral: true }),
  };
}

/** A rule where one opening, one closing and one set of days are ticked and it is open on all of them; else what was ticked, in words. */
function scheduleOf(id: string, { '6. Availability': often, '7. Availability Day': days, '8. Office Open at': opens, '9. Office close at': closes, endDate }: Properties): object | undefined {
  const [set, from, to] = [ticked(days), ticked(opens), ticked(closes)];
  if (from.includes('Always open')) return { id, freq: 'WEEKLY', byday: 'MO,TU,WE,TH,FR,SA,SU', opens_at: '00:00', closes_at: '00:00', valid_to: endDate };
  const [byday, opens_at, closes_at] = [DAYS[set[0] ?? ''], timeOf(from[0]), timeOf(to[0])];
  const isEachWeek = ticked(often).every((each) => each === 'Every Day');
  if (byday !== undefined && opens_at !== undefined && closes_at !== undefined && isEachWeek && [set, from, to].every(({ length }) => length === 1)) return { id, freq: 'WEEKLY', byday, opens_at, closes_at, valid_to: endDate };
  const words = [...ticked(often), ...set, ...from, ...to].join(', ');
  return words === '' ? undefined : { id, description: words };
}

/** `8:30am`, `13:00pm`, `Close at 17:00pm`. */
function timeOf(text: string | undefined): string | undefined {
  const found = /^(?:Close at )?(\d{1,2}):(\d{2})(am|pm)$/i.exec(text ?? '');
  if (!found) return undefined;
  const [, hour = '', minute = '', half = ''] = found;
  const hours = half.toLowerCase() === 'pm' && Number(hour) < 12 ? Number(hour) + 12 : half.toLowerCase() === 'am' && hour === '12' ? 0 : Number(hour);
  return hours < 24 && Number(minute) < 60 ? `${String(hours).padStart(2, '0')}:${minute}` : undefined;
}

/** A name-based UUID (RFC 9562, version 5) in the namespace of URLs: the same record has the same id each time. */
function uuid(kind: string, name: string): string {
  const url = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex');
  const hash = createHash('sha1').update(url).update(`https://github.com/unhcr-jordan/services-advisor/${kind}/${name}`).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
