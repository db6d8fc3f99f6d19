/** A service's page on a phone, drawn: whether it is open, where, when, what to bring. One file, that can be kept as it is. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import autonyms from '../../assets/locales/autonyms.json' with { type: 'json' };
import type { PlaceShown, Said, ServiceShown } from '../../shared/contract/directory.ts';
import { businessDayOf, type EpochMs } from '../../shared/domain/clock.ts';
import { sayHours } from '../../shared/domain/directory/opening/index.ts';
import type { Opening } from '../../shared/domain/directory/record.ts';
import { Language } from '../../shared/domain/language.ts';
import { html, Html } from '../staff/pages/html.ts';
import type { ServiceWords } from './words.ts';

const STYLE = readFileSync(join(import.meta.dirname, 'service.css'), 'utf8');

export const HEADERS = {
  // The page is one answer: its look is in it, and nothing else is let in.
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex, nofollow',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
} as const;

export interface Drawn {
  readonly centre: string;
  readonly zone: string;
  /** The centre's. */
  readonly languages: readonly Language[];
  readonly service: ServiceShown;
  /** Its hours can be kept in a calendar. */
  readonly hasCalendar: boolean;
  /** When this was so. */
  readonly at: EpochMs;
}

export function servicePage(words: ServiceWords, { centre, zone, languages, service, hasCalendar, at }: Drawn): Html {
  const { say, onPaper } = words;
  const [place] = service.places;
  const content = html`<p class="centre">${centre}</p>
<h1>${said(words, service.name)}</h1>
${service.organisation?.text === centre ? undefined : paragraph(words, 'who', service.organisation)}
${paragraph(words, 'alert', service.alert)}
<p class="now ${service.opening.kind}" role="status">${opening(words, service.opening, { at, zone })}</p>
${paragraph(words, 'what', service.what)}
<dl>
${service.places.map((each) => where(words, each))}
${fact(onPaper('hours'), [...(place ? hoursIn(words, place) : []), ...(service.byAppointment ? [html`${onPaper('byAppointment')}`] : []), ...(service.byReferral ? [html`${onPaper('byReferral')}`] : [])])}
${fact(onPaper('bring'), service.bring.map((each) => said(words, each)))}
${fact(onPaper('cost'), service.isFree === true ? [html`${onPaper('free')}`] : service.cost ? [said(words, service.cost)] : [])}
${fact(say('whom'), service.whom ? [said(words, service.whom)] : [])}
${fact(say('how'), service.how ? [said(words, service.how)] : [])}
${fact(onPaper('phone'), service.phones.map(({ number, about }) => html`<a href="tel:${number.replaceAll(/[^+\d]/g, '')}"><bdi dir="ltr">${number}</bdi></a>${about ? html` ${said(words, about)}` : undefined}`))}
${fact(say('languages'), service.spoken.length > 0 ? [html`${service.spoken.map((tag) => nameOfLanguage(tag, words.language)).join(', ')}`] : [])}
</dl>
<p class="act"><a href="?l=${words.language}&amp;vcf=1">${say('save')}</a>${hasCalendar && html` <a href="?l=${words.language}&amp;ics=1">${say('calendar')}</a>`}</p>
<p class="small">${service.isUnverified ? say('unverified') : service.verifiedOn !== null && say('checked', { day: words.day(service.verifiedOn) })}</p>
<p class="small">${say('at', { time: words.time(at, zone) })}</p>
<nav aria-label="${say('other')}">${languages.filter((each) => each !== words.language).map((each) => html`<a href="?l=${each}" lang="${each}" hreflang="${each}">${autonyms[each]}</a>`)}</nav>`;
  return documentOf(words, `${service.name.text} · ${centre}`, content);
}

/** What is no service, whatever else it is: the same words for all of it. */
export function nothingPage(words: ServiceWords): Html {
  return documentOf(words, words.say('title'), html`<h1>${words.say('nothing')}</h1><p>${words.say('ask')}</p>`);
}

/** While this server does not order, what it last knew may be of another time: the same words for every token. */
export function unsurePage(words: ServiceWords): Html {
  return documentOf(words, words.say('title'), html`<h1>${words.say('unsure')}</h1><p>${words.say('ask')}</p>`);
}

/** Lines of its hours as text. */
export function hoursOf(words: ServiceWords, { places: [place] }: ServiceShown): string[] {
  return (place?.hours ?? []).map((line) => sayHours(line, words.hours));
}

function paragraph(words: ServiceWords, look: string, text: Said | null): Html | undefined {
  return text ? html`<p class="${look}">${said(words, text)}</p>` : undefined;
}

function hoursIn(words: ServiceWords, { hours }: PlaceShown): Html[] {
  return hours.map((line) => (line.kind === 'said' ? said(words, line.said) : html`${sayHours(line, words.hours)}`));
}

function where(words: ServiceWords, { name, address, point }: PlaceShown): Html | undefined {
  if (!name && !address) return undefined;
  const map = point && html`<a href="geo:${point.lat},${point.lon}?q=${point.lat},${point.lon}">${words.say('map')}</a>`;
  return fact(words.onPaper('where'), [...(name ? [said(words, name)] : []), ...(address ? [said(words, address)] : []), ...(map ? [map] : [])]);
}

function fact(says: string, lines: readonly Html[]): Html | undefined {
  return lines.length === 0 ? undefined : html`<div><dt>${says}</dt>${lines.map((line) => html`<dd>${line}</dd>`)}</div>`;
}

function opening({ say, day, time }: ServiceWords, now: Opening, { at, zone }: Pick<Drawn, 'at' | 'zone'>): string {
  const isToday = (other: EpochMs): boolean => businessDayOf(zone, other) === businessDayOf(zone, at);
  const on = (other: EpochMs): { day: string; time: string } => ({ day: day(businessDayOf(zone, other)), time: time(other, zone) });
  switch (now.kind) {
    case 'open': {
      const until = now.until === null ? say('always') : isToday(now.until) ? say('until', on(now.until)) : say('untilDay', on(now.until));
      return now.isHoliday ? `${until} ${say('holiday')}` : until;
    }
    case 'closed':
      return now.opens === null ? say('closed') : isToday(now.opens) ? say('opens', on(now.opens)) : say('opensDay', on(now.opens));
    case 'unknown':
      return say('unknown');
    default:
      return now satisfies never;
  }
}

/** In another language than the page, a text says so. */
function said({ language }: ServiceWords, { text, language: written }: Said): Html {
  return written === language ? html`${text}` : html`<bdi lang="${written}">${text}</bdi>`;
}

/** Its own name where it is one of ours; else as this language calls it, or its code. */
function nameOfLanguage(tag: string, language: Language): string {
  const own = Language.safeParse(tag);
  if (own.success) return autonyms[own.data];
  try {
    return new Intl.DisplayNames([language, 'es'], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

function documentOf({ language, direction }: ServiceWords, title: string, content: Html): Html {
  return html`<!doctype html>
<html lang="${language}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${title}</title>
<style>${Html.of([STYLE], [])}</style>
</head>
<body><main>${content}</main></body>
</html>`;
}
