/** The pages of activities, drawn: what there is in the coming days, and one of them whole. One file each, that can be kept as it is. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import autonyms from '../../assets/locales/autonyms.json' with { type: 'json' };
import type { Centre } from '../../shared/domain/centre.ts';
import { businessDayOf, type BusinessDay, type EpochMs } from '../../shared/domain/clock.ts';
import { whereOf, type ComingDate } from '../../shared/domain/events/index.ts';
import { textIn, type OfferText } from '../../shared/domain/offers/offers.ts';
import { html, Html } from '../staff/pages/html.ts';
import { nameOfDate, whatOfDate } from './said.ts';
import type { AgendaWords } from './words.ts';

const STYLE = readFileSync(join(import.meta.dirname, 'agenda.css'), 'utf8');

export const HEADERS = {
  // The page is one answer: its look is in it, and nothing else is let in. What machines read of it is no script.
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'cache-control': 'public, max-age=60',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const;

export const AGENDA_PATH = '/actividades';

export interface Drawn {
  readonly words: AgendaWords;
  readonly centre: Centre;
  readonly now: EpochMs;
  /** What machines read of the same (JSON-LD). */
  readonly linked: object;
}

/** @param dates to come, soonest first. */
export function agendaPage(dates: readonly ComingDate[], drawn: Drawn): Html {
  const { words, centre, now } = drawn;
  const { say } = words;
  const days = new Map<BusinessDay, ComingDate[]>();
  for (const each of dates) {
    const day = businessDayOf(centre.zone, Math.max(each.date.start, now));
    days.set(day, [...(days.get(day) ?? []), each]);
  }
  const today = businessDayOf(centre.zone, now);
  const content = html`<p class="centre">${centre.name}</p>
<h1>${say('title')}</h1>
<p>${dates.length === 0 ? say('none') : say('lead')}</p>
${[...days].map(([day, of]) => html`<section>
<h2>${day === today ? say('today', { day: words.day(today) }) : words.day(day)}</h2>
<ul>${of.map((each) => row(each, drawn))}</ul>
</section>`)}
<p class="act"><a href="${AGENDA_PATH}.ics?l=${words.language}">${say('feed')}</a></p>
${languages(drawn)}`;
  return documentOf(drawn, `${say('title')} · ${centre.name}`, content);
}

function row(coming: ComingDate, { words, centre }: Drawn): Html {
  const { offer, series, date } = coming;
  const where = whereOf(centre, date.place)?.name;
  return html`<li class="on${date.isCancelled && ' off'}"><a href="${AGENDA_PATH}/${offer}?l=${words.language}">
<time datetime="${new Date(date.start).toISOString()}">${series.isAllDay ? words.say('allDay') : spanOf(coming, words, centre.zone)}</time>
<strong>${said(words, centre, nameOfDate(coming))}</strong>
${mark(coming, words)}
${where && html`<span class="where">${said(words, centre, where)}</span>`}</a></li>`;
}

function mark({ date }: ComingDate, { say }: AgendaWords): Html | undefined {
  const word = date.isCancelled ? 'off' : date.isMoved ? 'moved' : undefined;
  return word && html`<span class="mark">${say(word)}</span>`;
}

function spanOf({ date }: ComingDate, words: AgendaWords, zone: string): string {
  const starts = words.time(date.start, zone);
  return date.end > date.start ? `${starts}\u00a0–\u00a0${words.time(date.end, zone)}` : starts;
}

/** @param dates of this one activity, soonest first: at least one. */
export function activityPage(first: ComingDate, dates: readonly ComingDate[], drawn: Drawn): Html {
  const { words, centre } = drawn;
  const { say } = words;
  const { offer, series, date } = first;
  const { audiences, languages: spoken, access, hasChildcare, organiser, cost, signup } = series;
  const where = whereOf(centre, date.place)?.name;
  const what = whatOfDate(first);
  const price = cost.kind === 'free' ? words.onPaper('free') : cost.kind === 'paid' ? said(words, centre, cost.what) : undefined;
  const content = html`<p class="centre">${centre.name}</p>
<h1>${said(words, centre, nameOfDate(first))}</h1>
${date.isCancelled && html`<p class="alert">${say('off')}</p>`}
${what && html`<p>${said(words, centre, what)}</p>`}
<dl>
${fact(say('when'), [html`${whenOf(first, drawn)}`])}
${fact(say('where'), where ? [said(words, centre, where)] : [])}
${fact(say('cost'), price === undefined ? [] : [html`${price}`])}
${fact(say('whom'), audiences.length > 0 ? [html`${audiences.map((each) => say(`audience.${each}`)).join(', ')}`] : [])}
${fact(say('languages'), spoken.length > 0 ? [html`${spoken.map((each) => autonyms[each]).join(', ')}`] : [])}
${fact(say('access'), [...access.map((each) => html`${say(`has.${each}`)}`), ...(hasChildcare ? [html`${say('childcare')}`] : [])])}
${fact(say('organiser'), organiser === undefined ? [] : [html`${organiser}`])}
${fact(say('dates'), dates.length > 1 ? dates.map((each) => html`${whenOf(each, drawn)} ${mark(each, words)}`) : [])}
</dl>
${signup && !date.isCancelled && html`<p>${say('signup')}</p>`}
<p class="act"><a href="${AGENDA_PATH}.ics?offer=${offer}&amp;l=${words.language}">${say('calendar')}</a> <a href="${AGENDA_PATH}?l=${words.language}">${say('all')}</a></p>
${languages(drawn)}`;
  return documentOf(drawn, `${textIn(nameOfDate(first), words.language, centre.languages[0] ?? 'es').text} · ${centre.name}`, content);
}

function whenOf(coming: ComingDate, { words, centre: { zone } }: Drawn): string {
  const day = words.day(businessDayOf(zone, coming.date.start));
  return coming.series.isAllDay ? day : `${day}, ${spanOf(coming, words, zone)}`;
}

/** What is no activity to come, or while nobody can tell: a sentence, and what to do. */
export function nothingPage(words: AgendaWords, why: 'gone' | 'unsure'): Html {
  return documentOf({ words, linked: {} }, words.say('title'), html`<h1>${words.say(why)}</h1><p>${words.say('ask')}</p>`);
}

function languages({ words, centre }: Drawn): Html {
  return html`<nav aria-label="${words.say('other')}">${centre.languages.filter((each) => each !== words.language).map((each) => html`<a href="?l=${each}" lang="${each}" hreflang="${each}">${autonyms[each]}</a>`)}</nav>`;
}

/** In another language than the page, a text says so. */
function said({ language }: AgendaWords, { languages: [first = 'es'] }: Centre, given: OfferText): Html {
  const { text, language: written } = textIn(given, language, first);
  return written === language ? html`${text}` : html`<bdi lang="${written}">${text}</bdi>`;
}

function fact(says: string, lines: readonly Html[]): Html | undefined {
  return lines.length === 0 ? undefined : html`<div><dt>${says}</dt>${lines.map((line) => html`<dd>${line}</dd>`)}</div>`;
}

function documentOf({ words: { language, direction }, linked }: Pick<Drawn, 'words' | 'linked'>, title: string, content: Html): Html {
  // Inside a script nothing is markup but its end: that none stands there is seen to here.
  const data = JSON.stringify(linked).replaceAll('<', String.raw`\u003c`);
  return html`<!doctype html>
<html lang="${language}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${Html.of([STYLE], [])}</style>
<script type="application/ld+json">${Html.of([data], [])}</script>
</head>
<body><main>${content}</main></body>
</html>`;
}
