/** The page on which an admin compares a device that asks with what its own screen shows. */
import type { Asking } from '../../enrolment/index.ts';
import { backToDevices, DEVICES } from './devices.ts';
import { formToken, housePage, type HouseFrame } from './frame.ts';
import { html, type Html } from './html.ts';

/** @param code as it was typed: it goes along with the answer. */
export function comparePage(frame: HouseFrame, { name, fingerprint, askedAt, before }: Asking, code: string): Html {
  const { words, signedIn } = frame;
  return housePage(frame, {
    title: words.say('compare.title'),
    about: words.say('compare.about'),
    back: backToDevices(words),
    content: html`<form class="card wide" method="post" action="${DEVICES}/answer">
${formToken(signedIn)}
<input type="hidden" name="code" value="${code}">
<dl class="check"><dt>${words.say('compare.check')}</dt><dd>${fingerprint}</dd></dl>
<dl class="facts">
<dt>${words.say('compare.name')}</dt><dd><bdi>${name}</bdi></dd>
<dt>${words.say('compare.asked')}</dt><dd>${words.when(askedAt)}</dd>
<dt>${words.say('compare.so')}</dt><dd>${words.say(`compare.before.${before}`)}</dd>
</dl>
<p class="acts"><button class="primary" name="answer" value="allow">${words.say('compare.allow')}</button><button class="stop" name="answer" value="refuse">${words.say('compare.refuse')}</button></p>
</form>`,
  });
}
