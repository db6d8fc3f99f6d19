/** The pages of one who is signed in: where to go from here, and one's own password. */
import type { Trouble } from '../troubles.ts';
import { field, formToken, housePage, ROOT, sectionsOf, type HouseFrame } from './frame.ts';
import { html, type Html } from './html.ts';
import { icon } from './icons.ts';

export function homePage(frame: HouseFrame): Html {
  const { words, signedIn } = frame;
  const { name, role } = signedIn.account;
  const cards = sectionsOf(signedIn).flatMap(({ path, icon: picture, name: section, about }) =>
    about === undefined
      ? []
      : [html`<li><a class="way" href="${path}">${icon(picture)}<span class="to">${words.say(section)}</span><span class="what">${words.say(about)}</span></a></li>
`],
  );
  return housePage(frame, {
    title: words.say('home.title', { name }),
    about: words.say('home.about', { role: words.say(`role.${role}`), about: words.say(`roleAbout.${role}`) }),
    content: html`<ul class="ways">
${cards}</ul>`,
  });
}

export function ownPasswordPage(frame: HouseFrame, trouble?: Trouble): Html {
  const { words, signedIn } = frame;
  return housePage(frame, {
    title: words.say('password.title'),
    about: words.say('password.about'),
    trouble,
    content: html`<form class="card" method="post" action="${ROOT}/password" novalidate>
${formToken(signedIn)}
<input type="text" name="name" value="${signedIn.account.name}" autocomplete="username" readonly hidden>
${field(words, trouble, { name: 'current', label: 'field.currentPassword', type: 'password', autocomplete: 'current-password', first: true })}
${field(words, trouble, { name: 'password', label: 'field.newPassword', hint: 'field.passwordHint', type: 'password', autocomplete: 'new-password' })}
${field(words, trouble, { name: 'again', label: 'field.again', type: 'password', autocomplete: 'new-password' })}
<p class="acts"><button class="primary">${words.say('password.go')}</button></p>
</form>`,
  });
}
