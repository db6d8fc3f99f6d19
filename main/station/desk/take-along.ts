/**
 * The paper that a visitor takes along: where a service is found, or when and where people come
 * together. In: the centre, what was asked for, a language. Out: a paper, of a discreet service
 * without what it is for [X2]. Whose hand it is in, nobody knows.
 */
import type { Centre, Language } from '../../../shared/domain/centre.ts';
import { MINUTE_MS } from '../../../shared/domain/clock.ts';
import type { OfferId, PaperId } from '../../../shared/domain/ids.ts';
import { whereOf, type ComingDate, type LocalTime } from '../../../shared/domain/events/index.ts';
import { textIn, type OfferText } from '../../../shared/domain/offers/offers.ts';
import type { ServiceShown } from '../../../shared/contract/directory.ts';
import { paperWord, secondLanguage, spellHours, spellInstant, PaperService } from '../printing/index.ts';
import type { PaceLimits } from './pace.ts';

/** What is said in the paper's language and once more in its second. */
type Said = Pick<PaperService, 'name' | 'hours' | 'cost' | 'open'>;

export interface AskedToTake {
  readonly offer: OfferId;
  /** Its next where none is said. */
  readonly date: LocalTime | undefined;
  readonly paper: PaperId;
  readonly language: Language;
}

/** Of an activity. @returns undefined where it is no longer there to come to, or over. */
export function takeAlongPaper(centre: Centre, dates: readonly ComingDate[], { offer, date, paper, language }: AskedToTake): PaperService | undefined {
  const coming = dates.find((each) => each.offer === offer && (date === undefined ? !each.date.isCancelled : each.date.key === date));
  if (!coming) return undefined;
  const other = secondLanguage(centre.languages, language);
  return {
    kind: 'service', paper, centre: centre.name, zone: centre.zone, language, ...ofActivity(centre, coming, language),
    second: other === undefined ? null : { language: other, ...ofActivity(centre, coming, other) },
    address: cut(inWords(centre, language)(whereOf(centre, coming.date.place)?.name ?? {}) || centre.name),
    phone: null,
  };
}

/** The same of a service of the directory, once as its reader reads it and once in the paper's second language. @returns undefined where it is not there. */
export function servicePaper(centre: Centre, shownIn: (language: Language) => ServiceShown | undefined, { paper, language }: Pick<AskedToTake, 'paper' | 'language'>): PaperService | undefined {
  const shown = shownIn(language);
  if (!shown) return undefined;
  const other = secondLanguage(centre.languages, language);
  const second = other === undefined ? undefined : shownIn(other);
  const [place] = shown.places;
  const address = [place?.name?.text, place?.address?.text].filter((each) => each !== undefined);
  // Others wrote these texts: what could move a printer is taken out of them here [P6].
  return PaperService.parse({
    kind: 'service', paper, centre: centre.name, zone: centre.zone, language, ...ofDirectory(shown, language),
    second: other !== undefined && second ? { language: other, ...ofDirectory(second, other) } : null,
    address: cut(address.length > 0 ? address.join(' · ') : (shown.organisation?.text ?? shown.name.text)),
    phone: shown.phones[0]?.number ?? null,
  });
}

/** Lines of the longest list on a paper. */
const MOST_LINES = 12;
/** Letters of the longest text on it, as `printableText` has them. */
const LONGEST = 120;

function ofDirectory({ name, what, bring, places, isFree, cost, isDiscreet, byAppointment, byReferral, link }: ServiceShown, language: Language): Said {
  const hours = [...(places[0]?.hours ?? []).map((line) => spellHours(line, language)), ...(byAppointment ? [paperWord(language, 'byAppointment')] : []), ...(byReferral ? [paperWord(language, 'byReferral')] : [])];
  return {
    name: cut(name.text),
    hours: hours.slice(0, MOST_LINES).map(cut),
    cost: isFree === true ? { kind: 'free' } : cost ? { kind: 'costs', text: cut(cost.text) } : null,
    open: isDiscreet ? null : { about: cut(what?.text ?? name.text), documents: bring.slice(0, MOST_LINES).map(({ text }) => cut(text)), link },
  };
}

/** A paper is for the essential: what is longer ends where a word does. */
function cut(text: string): string {
  if (text.length <= LONGEST) return text;
  return `${text.slice(0, LONGEST - 1).replace(/\s+\S*$/, '')}…`;
}

function inWords({ languages: [first = 'es'] }: Centre, language: Language): (given: OfferText) => string {
  return (given) => textIn(given, language, first).text;
}

function ofActivity(centre: Centre, { series, date }: ComingDate, language: Language): Said {
  const say = inWords(centre, language);
  const changed = date.change?.kind === 'changed' ? date.change : undefined;
  const [name, what] = [changed?.name ?? series.name, changed?.what ?? series.what];
  const [starts, ends] = [date.start, date.end].map((at) => spellInstant(at, { zone: centre.zone, language }));
  const hours = starts && ends ? [starts.date, date.end > date.start ? `${starts.time} – ${ends.time}` : starts.time] : [];
  const cost = series.cost.kind === 'free' ? { kind: 'free' as const } : series.cost.kind === 'paid' ? { kind: 'costs' as const, text: cut(say(series.cost.what)) } : null;
  return { name: say(name), hours, cost, open: { about: say(what ?? name), documents: [], link: null } };
}

/** Between two of them; a roll is not for playing. */
export const APART_MS = 3_000;
/** Of one device within `WHILE_MS`: a busy morning takes fewer. */
export const MOST_PAPERS = 20;
export const WHILE_MS = 10 * MINUTE_MS;

/** What a visitor takes along costs paper. */
export const TAKE_ALONG_PACE: PaceLimits = { apartMs: APART_MS, most: MOST_PAPERS, whileMs: WHILE_MS };
