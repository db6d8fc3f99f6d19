/**
 * The paper that a visitor takes along: where a service is found, or when and where people come
 * together. In: the centre, what was asked for, a language. Out: a paper, of a discreet service
 * without what it is for [X2]. Whose hand it is in, nobody knows.
 */
import type { Centre, Language } from '../../../shared/domain/centre.ts';
import { MINUTE_MS, type EpochMs } from '../../../shared/domain/clock.ts';
import type { OfferId, PaperId } from '../../../shared/domain/ids.ts';
import { comingActivities, type ComingActivity } from '../../../shared/domain/offers/coming.ts';
import { textIn, type DirectoryService, type OfferText } from '../../../shared/domain/offers/offers.ts';
import { secondLanguage, spellInstant, type PaperService } from '../printing/index.ts';
import type { PaceLimits } from './pace.ts';

/** What is said in the paper's language and once more in its second. */
type Said = Pick<PaperService, 'name' | 'hours' | 'cost' | 'open'>;

export interface AskedToTake {
  readonly offer: OfferId;
  readonly paper: PaperId;
  readonly language: Language;
  readonly now: EpochMs;
}

/** @returns undefined where that is no longer there to find, or over. */
export function takeAlongPaper(centre: Centre, { offer, paper, language, now }: AskedToTake): PaperService | undefined {
  const service = centre.directory?.find(({ id }) => id === offer);
  const activity = comingActivities(centre.activities ?? [], centre.zone, now).find(({ activity: { id } }) => id === offer);
  const place = service ?? activity?.activity;
  if (!place) return undefined;
  const sayIn = (spoken: Language): Said | undefined => (service ? ofService(centre, service, spoken) : activity && ofActivity(centre, activity, spoken));
  const said = sayIn(language);
  const other = secondLanguage(centre.languages, language);
  const second = other === undefined ? undefined : sayIn(other);
  return said && {
    kind: 'service', paper, centre: centre.name, zone: centre.zone, language, ...said,
    second: other !== undefined && second ? { language: other, ...second } : null,
    address: inWords(centre, language)('room' in place ? place.room : place.where),
    phone: service?.phone ?? null,
  };
}

function inWords({ languages: [first = 'es'] }: Centre, language: Language): (given: OfferText) => string {
  return (given) => textIn(given, language, first).text;
}

function ofService(centre: Centre, { name, discreet, what, bring = [], when = [] }: DirectoryService, language: Language): Said {
  const say = inWords(centre, language);
  return { name: say(discreet ?? name), hours: when.map(say), cost: null, open: discreet ? null : { about: say(what), documents: bring.map(say), link: null } };
}

function ofActivity(centre: Centre, { activity, startsAt, endsAt }: ComingActivity, language: Language): Said {
  const say = inWords(centre, language);
  const [starts, ends] = [startsAt, endsAt].map((at) => spellInstant(at, { zone: centre.zone, language }));
  const hours = starts && ends ? [starts.date, `${starts.time} – ${ends.time}`] : [];
  return { name: say(activity.name), hours, cost: activity.isFree ? { kind: 'free' } : null, open: { about: say(activity.what), documents: [], link: null } };
}

/** Between two of them; a roll is not for playing. */
export const APART_MS = 3_000;
/** Of one device within `WHILE_MS`: a busy morning takes fewer. */
export const MOST_PAPERS = 20;
export const WHILE_MS = 10 * MINUTE_MS;

/** What a visitor takes along costs paper. */
export const TAKE_ALONG_PACE: PaceLimits = { apartMs: APART_MS, most: MOST_PAPERS, whileMs: WHILE_MS };
