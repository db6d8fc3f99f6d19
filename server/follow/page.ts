/** The page on a phone, drawn: the number largest, what stands, and when that was so. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EpochMs } from '../../shared/domain/clock.ts';
import type { ShownRange } from '../../shared/domain/estimate/index.ts';
import type { TurnStanding } from '../../shared/domain/scheduling/turn-stands.ts';
import { html, Html } from '../staff/pages/html.ts';
import type { PhoneWords } from './words.ts';

/** How soon a phone asks again, in seconds. */
export const ASKS_AGAIN_S = 20;

const STYLE = readFileSync(join(import.meta.dirname, 'phone.css'), 'utf8');

export const HEADERS = {
  // The page is one answer: its look is in it, and nothing else is let in.
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex, nofollow',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
} as const;

export interface Followed {
  readonly centre: string;
  readonly label: string;
  readonly stands: Exclude<TurnStanding, { kind: 'unknown' }>;
  /** [Q5] Undefined where there is nothing to say. */
  readonly wait: ShownRange | undefined;
  /** When this was so. */
  readonly at: EpochMs;
  readonly zone: string;
}

export function turnPage(words: PhoneWords, { centre, label, stands, wait, at, zone }: Followed): Html {
  const isOver = stands.kind === 'finished' || stands.kind === 'noShow' || stands.kind === 'cancelled';
  const content = html`<p class="centre">${centre}</p>
<div class="arch ${stands.kind}">
<h1><span class="yours">${words.say(isOver ? 'was' : 'yours')}</span> <bdi class="number">${label}</bdi></h1>
<p class="stands" role="status">${said(words, stands)}</p>
${wait && html`<p class="wait">${saidWait(words, wait)}</p>`}
</div>
<p class="at">${words.say('at', { time: words.time(at, zone) })}</p>
${!isOver && html`<p class="hint">${words.say('stale')}</p>`}`;
  return documentOf(words, { title: `${label} · ${words.say('title')}`, asksAgain: !isOver, content });
}

/** What is no turn of today, whatever else it is: the same words for all of it. */
export function nothingPage(words: PhoneWords): Html {
  const content = html`<div class="arch none"><h1 class="stands">${words.say('nothing')}</h1><p>${words.say('ask')}</p></div>`;
  return documentOf(words, { title: words.say('title'), asksAgain: false, content });
}

/** While this server does not order, what it last knew is of another time: the same words for every id. */
export function unsurePage(words: PhoneWords): Html {
  const content = html`<div class="arch none"><h1 class="stands">${words.say('unsure')}</h1><p>${words.say('look')}</p></div>`;
  return documentOf(words, { title: words.say('title'), asksAgain: true, content });
}

function said(words: PhoneWords, stands: Followed['stands']): string {
  switch (stands.kind) {
    case 'waiting':
      return words.say('ahead', { count: stands.ahead });
    case 'called':
      return stands.desk === null ? words.say('calledNow') : words.say('called', { desk: stands.desk });
    case 'serving':
      return stands.desk === null ? words.say('servingNow') : words.say('serving', { desk: stands.desk });
    case 'parked':
    case 'finished':
    case 'noShow':
    case 'cancelled':
      return words.say(stands.kind);
    default:
      return stands satisfies never;
  }
}

function saidWait(words: PhoneWords, wait: ShownRange): string {
  return wait.kind === 'under' ? words.say('under', { minutes: wait.minutes }) : words.say('between', { fromMin: wait.fromMin, toMin: wait.toMin });
}

interface DocumentParts {
  readonly title: string;
  /** What is followed happens while one looks, the exception of WCAG 2.2.1; and without a script nothing else renews the page. */
  readonly asksAgain: boolean;
  readonly content: Html;
}

function documentOf({ language, direction }: PhoneWords, { title, asksAgain, content }: DocumentParts): Html {
  return html`<!doctype html>
<html lang="${language}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
${asksAgain && html`<meta http-equiv="refresh" content="${ASKS_AGAIN_S}">`}
<title>${title}</title>
<style>${Html.of([STYLE], [])}</style>
</head>
<body><main>${content}</main></body>
</html>`;
}
