/** The pages of whoever is not signed in: signing in, the first account, and what can't be shown. */
import type { AdminCodeUse } from '../admin-code.ts';
import type { Trouble } from '../troubles.ts';
import type { Word } from '../words.ts';
import { doorPage, field, housePage, ROOT, saidTrouble, type Frame } from './frame.ts';
import { html, type Html } from './html.ts';

export interface SignInParts {
  readonly trouble?: Trouble | undefined;
  readonly done?: Word | undefined;
  readonly name?: string | undefined;
  /** Where somebody wanted to go before they had to sign in. */
  readonly next?: string | undefined;
}

export function signInPage(frame: Frame, { trouble, done, name, next }: SignInParts): Html {
  const { words } = frame;
  return doorPage(frame, {
    title: words.say('signIn.title'),
    trouble,
    done,
    content: html`<form method="post" action="${ROOT}/sign-in" novalidate>
${next !== undefined && html`<input type="hidden" name="next" value="${next}">`}
${field(words, trouble, { name: 'name', label: 'field.name', autocomplete: 'username', value: name, first: name === undefined })}
${field(words, trouble, { name: 'password', label: 'field.password', type: 'password', autocomplete: 'current-password', first: name !== undefined })}
<button class="primary">${words.say('signIn.go')}</button>
</form>
<p class="small">${words.say('signIn.forgot')}</p>`,
  });
}

/** For whoever holds the code on this machine: the first account, or a way back in. */
export function codePage(frame: Frame, use: AdminCodeUse, { trouble, name, code }: { readonly trouble?: Trouble; readonly name?: string; readonly code?: string }): Html {
  const { words } = frame;
  const said = use === 'first' ? 'first' : 'codeBack';
  return doorPage(frame, {
    title: words.say(`${said}.title`),
    about: words.say(`${said}.about`),
    trouble,
    content: html`<form method="post" action="${ROOT}/first" novalidate>
<div class="pair">
${field(words, trouble, { name: 'code', label: 'field.code', hint: 'field.codeHint', autocomplete: 'off', value: code, first: true })}
${field(words, trouble, { name: 'name', label: 'field.name', hint: 'field.nameHint', autocomplete: 'username', value: name })}
${field(words, trouble, { name: 'password', label: 'field.password', hint: 'field.passwordHint', type: 'password', autocomplete: 'new-password' })}
${field(words, trouble, { name: 'again', label: 'field.again', type: 'password', autocomplete: 'new-password' })}
</div>
<button class="primary">${words.say(`${said}.go`)}</button>
</form>`,
  });
}

/** A page that is nothing but what went wrong, in the house of whoever is in it. */
export function troublePage(frame: Frame, trouble: Trouble): Html {
  const { words, signedIn } = frame;
  const parts = {
    title: words.say('trouble.title'),
    about: saidTrouble(words, trouble),
    content: html`<p><a class="button" href="${ROOT}">${words.say('trouble.home')}</a></p>`,
  };
  return signedIn ? housePage({ ...frame, signedIn }, parts) : doorPage(frame, parts);
}
