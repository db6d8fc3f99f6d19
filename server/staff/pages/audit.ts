/** The page of the audit: who did what, newest first. */
import { Role, StaffAct } from '../../../shared/contract/staff.ts';
import type { AuditLine } from '../../store/staff.ts';
import type { Words } from '../words.ts';
import { housePage, ROOT, type HouseFrame } from './frame.ts';
import { html, type Html } from './html.ts';

const AUDIT = `${ROOT}/audit`;

export interface AuditParts {
  readonly lines: readonly AuditLine[];
  /** What a subject is called; undefined for one that has no name here. */
  readonly nameOf: (subject: string) => string | undefined;
  /** Whether these are the newest. */
  readonly newest: boolean;
  /** The place the next page begins before; undefined where this is the last. */
  readonly older: number | undefined;
}

export function auditPage(frame: HouseFrame, { lines, nameOf, newest, older }: AuditParts): Html {
  const { words } = frame;
  const table = html`<table class="audit">
<thead><tr><th scope="col">${words.say('audit.when')}</th><th scope="col">${words.say('audit.who')}</th><th scope="col">${words.say('audit.what')}</th></tr></thead>
<tbody>
${lines.map((line) => html`<tr><td class="date">${words.when(line.at)}</td><th scope="row">${line.who ?? words.say('audit.server')}</th><td>${saidAct(words, line, nameOf)}</td></tr>
`)}</tbody>
</table>`;
  return housePage(frame, {
    title: words.say('audit.title'),
    about: words.say('audit.about', { zone: words.zone }),
    content: html`${lines.length === 0 ? html`<p>${words.say('audit.nobody')}</p>` : table}
${pager(words, newest, older)}`,
  });
}

/** What was done, as a sentence; the plain word of an act that only a newer version knows. */
function saidAct(words: Words, { act, subject, detail }: AuditLine, nameOf: AuditParts['nameOf']): string {
  const known = StaffAct.safeParse(act);
  if (!known.success) return [act, subject, detail].filter(Boolean).join(' ');
  return words.say(`audit.act.${known.data}`, { subject: (subject && nameOf(subject)) ?? words.say('audit.somebody'), detail: saidDetail(words, known.data, detail) });
}

/** A role in its words; a device's name as it was then, though it be that of a role. */
function saidDetail(words: Words, act: StaffAct, detail = ''): string {
  const role = act === 'accountAdded' || act === 'roleChanged' ? Role.safeParse(detail).data : undefined;
  return role ? words.say(`role.${role}`) : detail;
}

function pager(words: Words, newest: boolean, older: number | undefined): Html | undefined {
  if (newest && older === undefined) return undefined;
  return html`<nav class="pager" aria-label="${words.say('audit.pages')}">
${!newest && html`<a class="button" href="${AUDIT}">${words.say('audit.newest')}</a>`}
${older !== undefined && html`<a class="button" href="${AUDIT}?before=${older}">${words.say('audit.older')}</a>`}
</nav>`;
}
