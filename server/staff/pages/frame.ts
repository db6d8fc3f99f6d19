/**
 * What surrounds every page of the staff. In: who looks, in which language, and a page's own part.
 * Out: a whole document, without any script. A section of the house is one more row of `SECTIONS`.
 */
import { mayDo, type Duty } from '../../../shared/contract/staff.ts';
import { StaffLanguage } from '../../../shared/domain/centre.ts';
import type { SignedIn } from '../sign-in.ts';
import type { FormTrouble, Trouble } from '../troubles.ts';
import { AUTONYM, type Word, type Words } from '../words.ts';
import { html, type Html } from './html.ts';
import { icon, mark, type IconName } from './icons.ts';

/** Where all of this lives. */
export const ROOT = '/admin';
export const LOOK = `${ROOT}/look`;

interface Section {
  readonly path: string;
  readonly duty: Duty;
  readonly icon: IconName;
  readonly name: Word;
  /** What is found there, for the home page; the home page itself has none. */
  readonly about?: Word;
}

/** In the order of the rail. Whoever may not go there does not see it. */
const SECTIONS: readonly Section[] = [
  { path: ROOT, duty: 'own', icon: 'house', name: 'nav.home' },
  { path: `${ROOT}/accounts`, duty: 'accounts', icon: 'users', name: 'nav.accounts', about: 'home.accounts' },
  { path: `${ROOT}/devices`, duty: 'devices', icon: 'devices', name: 'nav.devices', about: 'home.devices' },
  { path: `${ROOT}/audit`, duty: 'audit', icon: 'clipboard-text', name: 'nav.audit', about: 'home.audit' },
  { path: `${ROOT}/password`, duty: 'own', icon: 'key', name: 'nav.password', about: 'home.password' },
];

export function sectionsOf({ account }: SignedIn): readonly Section[] {
  return SECTIONS.filter(({ duty }) => mayDo(account.role, duty));
}

/** What every page is drawn with. */
export interface Frame {
  readonly words: Words;
  /** This page, as the switch of languages comes back to it; empty where there is nothing to come back to. */
  readonly path: string;
  readonly signedIn: SignedIn | undefined;
}

/** One who is signed in looks: most pages. */
export interface HouseFrame extends Frame {
  readonly signedIn: SignedIn;
}

export interface PageParts {
  readonly title: string;
  readonly about?: string | Html;
  /** Says above the content what went wrong; a trouble with one field also stands there. */
  readonly trouble?: Trouble | undefined;
  /** Says that something is done. */
  readonly done?: Word | undefined;
  /** What stands beside the title. */
  readonly act?: Html;
  /** The way back to the page above this one. */
  readonly back?: Html;
  readonly content: Html;
}

/** A page inside the house: the rail with its sections, and the content. */
export function housePage(frame: HouseFrame, { title, about, act, back, trouble, done, content }: PageParts): Html {
  const { words } = frame;
  const body = html`<body class="house">
<a class="skip" href="#content">${words.say('skip')}</a>
${rail(frame)}
<main id="content" tabindex="-1">
${back}
<div class="head"><div><h1>${title}</h1>${about !== undefined && html`<p class="about">${about}</p>`}</div>${act}</div>
${notices(words, trouble, done)}
${content}
</main>
</body>`;
  return documentOf(words, title, trouble, body);
}

/** A page at the door: nobody is signed in, and an arch receives. */
export function doorPage(frame: Frame, { title, about, trouble, done, content }: PageParts): Html {
  const { words } = frame;
  const body = html`<body class="door">
<header class="above">
<p class="product">Umbral <span>${words.say('house')}</span></p>
${languages(frame)}
</header>
<main id="content" class="arch">
${mark()}
<h1>${title}</h1>
${about !== undefined && html`<p class="about">${about}</p>`}
${notices(words, trouble, done)}
${content}
</main>
</body>`;
  return documentOf(words, title, trouble, body);
}

function documentOf(words: Words, title: string, trouble: Trouble | undefined, body: Html): Html {
  return html`<!doctype html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${words.say(trouble ? 'titleTrouble' : 'title', { page: title })}</title>
<link rel="icon" type="image/svg+xml" href="${LOOK}/mark.svg">
<link rel="stylesheet" href="${LOOK}/style.css">
</head>
${body}
</html>
`;
}

function rail(frame: HouseFrame): Html {
  const { words, path, signedIn } = frame;
  const here = sectionsOf(signedIn).findLast((section) => path === section.path || path.startsWith(`${section.path}/`));
  return html`<header class="rail">
<p class="product">${mark()}<span>Umbral</span></p>
<nav aria-label="${words.say('nav.sections')}"><ul>
${sectionsOf(signedIn).map(
  (section) => html`<li><a href="${section.path}"${section === here && html` aria-current="${section.path === path ? 'page' : 'true'}"`}>${icon(section.icon)}<span>${words.say(section.name)}</span></a></li>
`,
)}</ul></nav>
<div class="who">
<p class="name">${signedIn.account.name}</p>
<p class="role">${words.say(`role.${signedIn.account.role}`)}</p>
<form method="post" action="${ROOT}/sign-out">${formToken(signedIn)}<button class="quiet">${icon('sign-out')}<span>${words.say('signOut')}</span></button></form>
${languages(frame)}
</div>
</header>`;
}

/** Each language by its own name; the one that is spoken is no button. */
function languages({ words, path }: Frame): Html {
  return html`<form class="languages" method="post" action="${ROOT}/language" aria-label="${words.say('language')}">
<input type="hidden" name="back" value="${path}">
${StaffLanguage.options.map((language) =>
  language === words.language
    ? html`<span class="spoken" lang="${language}">${AUTONYM[language]}</span>`
    : html`<button class="quiet" name="language" value="${language}" lang="${language}">${AUTONYM[language]}</button>`,
)}
</form>`;
}

function notices(words: Words, trouble: Trouble | undefined, done: Word | undefined): Html | undefined {
  if (trouble) return html`<p class="notice trouble" role="alert" id="trouble">${icon('warning-circle')}<span>${saidTrouble(words, trouble)}</span></p>`;
  return done && html`<p class="notice done" role="status">${icon('check-circle')}<span>${words.say(done)}</span></p>`;
}

export function saidTrouble(words: Words, trouble: Trouble): string {
  if (trouble.kind !== 'wait') return words.say(`trouble.${trouble.kind}`);
  return words.say('trouble.wait', { minutes: trouble.waitMs <= 30_000 ? 0 : Math.ceil(trouble.waitMs / 60_000) });
}

/** Every form of a session carries this; `requireRole` looks for it. */
export function formToken({ formToken: token }: SignedIn): Html {
  return html`<input type="hidden" name="token" value="${token}">`;
}

interface Field {
  readonly name: string;
  readonly label: Word;
  readonly hint?: Word;
  readonly type?: 'text' | 'password';
  /** What browsers and password keepers know it by. */
  readonly autocomplete: 'username' | 'current-password' | 'new-password' | 'off';
  /** What was typed before; never a password. */
  readonly value?: string | undefined;
  /** Where the page begins to be typed in. */
  readonly first?: boolean;
}

/** Which field a trouble is about. */
const FIELD_OF: Readonly<Record<FormTrouble['kind'], string>> = {
  nameBad: 'name',
  nameTaken: 'name',
  passwordShort: 'password',
  passwordLong: 'password',
  passwordCommon: 'password',
  passwordsDiffer: 'again',
  passwordWrong: 'current',
  codeWrong: 'code',
  deviceCodeWrong: 'code',
};

/** A field with its words. Where it is what went wrong, it says so to whoever listens, and is typed in first. */
export function field(words: Words, trouble: Trouble | undefined, { name, label, hint, type = 'text', autocomplete, value, first }: Field): Html {
  const wrong = trouble !== undefined && trouble.kind in FIELD_OF && FIELD_OF[trouble.kind as FormTrouble['kind']] === name;
  const elsewhere = trouble !== undefined && trouble.kind in FIELD_OF && !wrong;
  const described = [wrong && 'trouble', hint && `${name}-hint`].filter(Boolean).join(' ');
  return html`<div class="field">
<label for="${name}">${words.say(label)}</label>
${hint && html`<p class="hint" id="${name}-hint">${words.say(hint)}</p>`}
<input id="${name}" name="${name}" type="${type}" value="${value ?? ''}" autocomplete="${autocomplete}" autocapitalize="none" spellcheck="false" required${described !== '' && html` aria-describedby="${described}"`}${wrong && html` aria-invalid="true"`}${(wrong || (first && !elsewhere)) && html` autofocus`}>
</div>`;
}
