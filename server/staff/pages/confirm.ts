/** Pages that say what an act on a device, or on the order, will do, before it is done. */
import type { DeviceSeen, OrderSeen } from '../devices.ts';
import type { Trouble } from '../troubles.ts';
import type { Word, Words } from '../words.ts';
import { backToDevices, DEVICES, stateOf } from './devices.ts';
import { formToken, housePage, type HouseFrame } from './frame.ts';
import { html, type Html } from './html.ts';

export type ConfirmPage = (frame: HouseFrame, device: DeviceSeen, trouble?: Trouble) => Html;

export const revokePage: ConfirmPage = (frame, device, trouble) => {
  const { words } = frame;
  return confirmPage(frame, {
    title: words.say('revoke.title', { name: device.name }),
    about: aboutDevice(words, device),
    trouble,
    action: `${DEVICES}/${device.id}/revoke`,
    heading: 'revoke.heading',
    so: ['revoke.screens', 'revoke.kept', 'revoke.again'],
    risks: ['revoke.unsent', ...(device.isAwaited ? ['revoke.numbers' as const] : []), ...(device.seats > 0 ? ['revoke.seats' as const] : [])],
    count: device.seats,
    go: 'revoke.go',
  });
};

export const writeOffPage: ConfirmPage = (frame, device, trouble) => {
  const { words } = frame;
  return confirmPage(frame, {
    title: words.say('writeOff.title', { name: device.name }),
    about: aboutDevice(words, device),
    trouble,
    action: `${DEVICES}/${device.id}/write-off`,
    heading: 'writeOff.heading',
    so: ['writeOff.why', 'writeOff.stays', 'writeOff.comesBack'],
    risks: device.seats > 0 ? ['writeOff.risk', 'writeOff.seats'] : ['writeOff.risk'],
    count: device.seats,
    go: 'writeOff.go',
  });
};

export function openPage(frame: HouseFrame, { ordering, generation, places }: OrderSeen, trouble?: Trouble): Html {
  const { words } = frame;
  const next = Math.max(generation, ordering.kind === 'fenced' ? ordering.by : 0) + 1;
  return confirmPage(frame, {
    title: words.say('open.title'),
    about: words.say('open.about', { generation: next, count: places }),
    trouble,
    action: `${DEVICES}/open`,
    heading: 'open.heading',
    so: ['open.again', 'open.numbers'],
    risks: [ordering.kind === 'fenced' ? 'open.other' : 'open.rest'],
    go: 'open.go',
  });
}

interface Confirm {
  readonly title: string;
  readonly about: string | Html;
  readonly trouble: Trouble | undefined;
  readonly action: string;
  readonly heading: Word;
  /** What will be so, and what stays. */
  readonly so: readonly Word[];
  /** What may be lost, or break. */
  readonly risks: readonly Word[];
  /** Seats, where one of the risks is theirs. */
  readonly count?: number;
  readonly go: Word;
}

function confirmPage(frame: HouseFrame, { title, about, trouble, action, heading, so, risks, count = 0, go }: Confirm): Html {
  const { words, signedIn } = frame;
  return housePage(frame, {
    title,
    about,
    trouble,
    back: backToDevices(words),
    content: html`<form class="card wide" method="post" action="${action}">
<h2>${words.say(heading)}</h2>
<ul class="so">
${so.map((word) => html`<li>${words.say(word)}</li>
`)}${risks.map((word) => html`<li class="risk">${words.say(word, { count })}</li>
`)}</ul>
${formToken(signedIn)}
<p class="acts"><button class="stop">${words.say(go)}</button><a class="button" href="${DEVICES}">${words.say('devices.no')}</a></p>
</form>`,
  });
}

function aboutDevice(words: Words, device: DeviceSeen): Html {
  return html`${stateOf(words, device)} <span class="under check">${device.fingerprint}</span>`;
}
