/** The page of devices: one to let in, the order they share, and all there are. */
import type { Asking } from '../../enrolment/index.ts';
import type { DeviceSeen, DevicesSeen, OrderSeen } from '../devices.ts';
import type { Trouble } from '../troubles.ts';
import type { Word, Words } from '../words.ts';
import { field, formToken, housePage, ROOT, type HouseFrame } from './frame.ts';
import { html, type Html } from './html.ts';
import { icon } from './icons.ts';

export const DEVICES = `${ROOT}/devices`;

/** Anybody may ask to be let in, under any name: the page does not grow with that. */
const WAITING_SHOWN = 4;
/** The list below says it of each. */
const AWAITED_SHOWN = 3;

export interface DevicesParts {
  readonly trouble?: Trouble;
  readonly done?: Word | undefined;
  /** The code that was typed, where it will not do. */
  readonly code?: string | undefined;
}

export function devicesPage(frame: HouseFrame, { devices, waiting, order }: DevicesSeen, { trouble, done, code }: DevicesParts): Html {
  const { words } = frame;
  return housePage(frame, {
    title: words.say('devices.title'),
    about: words.say('devices.about', { count: devices.length }),
    trouble,
    done,
    content: html`<div class="cards even">
${letInCard(frame, waiting, trouble, code)}
${orderCard(words, order, devices)}
</div>
${devices.length > 0 && deviceTable(words, devices)}`,
  });
}

export const backToDevices = (words: Words): Html => html`<p class="back"><a href="${DEVICES}">${icon('arrow-left')}<span>${words.say('devices.back')}</span></a></p>`;

function letInCard({ words, signedIn }: HouseFrame, waiting: readonly Asking[], trouble: Trouble | undefined, code: string | undefined): Html {
  const shown = waiting.slice(0, WAITING_SHOWN);
  return html`<form class="card letting-in" method="post" action="${DEVICES}/find" novalidate>
<h2>${words.say('letIn.title')}</h2>
<p>${words.say('letIn.about', { count: waiting.length })}</p>
${shown.length > 0 && html`<ul class="waiting">
${shown.map(({ name, askedAt }) => html`<li><bdi>${name}</bdi> <span>${words.say('letIn.since', { when: words.when(askedAt) })}</span></li>
`)}${waiting.length > shown.length && html`<li>${words.say('letIn.more', { count: waiting.length - shown.length })}</li>`}</ul>`}
${formToken(signedIn)}
<div class="typing">
${field(words, trouble, { name: 'code', label: 'letIn.code', hint: 'letIn.codeHint', autocomplete: 'off', value: code, first: true })}
<button class="primary">${words.say('letIn.go')}</button>
</div>
</form>`;
}

function orderCard(words: Words, { ordering, generation, places, quarantined }: OrderSeen, devices: readonly DeviceSeen[]): Html {
  const isOrdering = ordering.kind === 'ordering';
  return html`<section class="card">
<h2>${words.say('order.title')}</h2>
<dl class="facts">
<dt>${words.say('order.server')}</dt><dd><span class="state" data-state="${isOrdering ? 'in' : 'out'}">${words.say(`order.is.${ordering.kind}`, { by: ordering.kind === 'fenced' ? ordering.by : 0 })}</span></dd>
<dt>${words.say('order.generation')}</dt><dd>${generation}</dd>
<dt>${words.say('order.places')}</dt><dd>${words.say('order.placesCount', { count: places })}</dd>
<dt>${words.say('order.quarantine')}</dt><dd>${words.say('order.quarantined', { count: quarantined })}</dd>
<dt>${words.say('order.numbers')}</dt><dd>${saidNumbers(words, isOrdering, devices)}</dd>
</dl>
${!isOrdering && html`<p class="acts"><a class="button" href="${DEVICES}/open">${words.say('order.open')}</a></p>`}
</section>`;
}

function saidNumbers(words: Words, isOrdering: boolean, devices: readonly DeviceSeen[]): string {
  if (!isOrdering) return words.say('order.numbersStand');
  const awaited = devices.filter((device) => device.isAwaited).map(({ name }) => name);
  if (awaited.length === 0) return words.say('order.numbersFlow');
  const rest = awaited.length - AWAITED_SHOWN;
  const names = [awaited.slice(0, AWAITED_SHOWN).join(', '), ...(rest > 0 ? [words.say('letIn.more', { count: rest })] : [])].join(' ');
  return words.say('order.numbersHeld', { count: awaited.length, names });
}

function deviceTable(words: Words, devices: readonly DeviceSeen[]): Html {
  return html`<section class="all" aria-labelledby="all">
<h2 id="all">${words.say('devices.all')}</h2>
<table class="devices">
<thead><tr><th scope="col">${words.say('devices.name')}</th><th scope="col">${words.say('devices.state')}</th><th scope="col">${words.say('devices.lane')}</th><th scope="col">${words.say('devices.seen')}</th><th scope="col"><span class="only-heard">${words.say('devices.acts')}</span></th></tr></thead>
<tbody>
${devices.map((device) => deviceRow(words, device))}</tbody>
</table>
<p class="small">${words.say('devices.laneAbout')} ${words.say('devices.zone', { zone: words.zone })}</p>
</section>`;
}

function deviceRow(words: Words, device: DeviceSeen): Html {
  const { name, fingerprint, lane, standing, seenAt } = device;
  const seen = standing === 'connected' ? words.say('devices.now') : seenAt === undefined ? words.say('devices.never') : words.when(seenAt);
  return html`<tr>
<th scope="row"><bdi>${name}</bdi><span class="under check">${fingerprint}</span></th>
<td>${stateOf(words, device)}</td>
<td data-label="${words.say('devices.lane')}">${lane ?? words.say('devices.noLane')}</td>
<td class="date" data-label="${words.say('devices.seen')}">${seen}</td>
<td class="go">${actsOn(words, device)}</td>
</tr>
`;
}

/** How a device stands, in words; and below it, what is waited for or was given up. */
export function stateOf(words: Words, { standing, isAwaited, isWrittenOff, unforgotten }: DeviceSeen): Html {
  const under = isAwaited ? 'devices.awaited' : isWrittenOff && standing !== 'out' ? 'devices.writtenOff' : undefined;
  return html`<span class="state" data-state="${standing === 'connected' ? 'in' : standing === 'out' ? 'out' : 'away'}">${words.say(`devices.is.${standing}`)}</span>${under && html`<span class="under">${words.say(under)}</span>`}${unforgotten > 0 && html`<span class="under">${words.say('devices.unforgotten', { count: unforgotten })}</span>`}`;
}

/** A device that is out is no more to put out; one that is here, or was never waited for, is not lost. */
function actsOn(words: Words, { id, name, standing, isAwaited, isWrittenOff }: DeviceSeen): Html | undefined {
  if (standing === 'out') return undefined;
  const link = (path: string, act: 'revoke' | 'writeOff'): Html =>
    html`<a href="${DEVICES}/${id}/${path}" aria-label="${words.say(`devices.${act}Which`, { name })}">${words.say(`devices.${act}`)}</a>`;
  const mayBeLost = standing !== 'connected' && !isWrittenOff && (isAwaited || standing === 'away');
  return html`${mayBeLost && link('write-off', 'writeOff')}${link('revoke', 'revoke')}`;
}
