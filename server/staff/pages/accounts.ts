/** The pages of accounts: who there is, one more, and what changes about one. */
import { Role } from '../../../shared/contract/staff.ts';
import type { Account } from '../../store/staff.ts';
import type { Trouble } from '../troubles.ts';
import type { Word, Words } from '../words.ts';
import { field, formToken, housePage, ROOT, type HouseFrame } from './frame.ts';
import { html, type Html } from './html.ts';
import { icon } from './icons.ts';

const ACCOUNTS = `${ROOT}/accounts`;

export function accountsPage(frame: HouseFrame, accounts: readonly Account[], done: Word | undefined): Html {
  const { words } = frame;
  return housePage(frame, {
    title: words.say('accounts.title'),
    about: words.say('accounts.about', { count: accounts.length }),
    act: html`<a class="button primary" href="${ACCOUNTS}/new">${icon('user-plus')}<span>${words.say('accounts.add')}</span></a>`,
    done,
    content: html`<table class="people">
<thead><tr><th scope="col">${words.say('accounts.name')}</th><th scope="col">${words.say('accounts.role')}</th><th scope="col">${words.say('accounts.state')}</th><th scope="col">${words.say('accounts.since')}</th><th scope="col"><span class="only-heard">${words.say('accounts.change')}</span></th></tr></thead>
<tbody>
${accounts.map((account) => accountRow(frame, account))}</tbody>
</table>`,
  });
}

function accountRow({ words, signedIn }: HouseFrame, account: Account): Html {
  const { id, name, role, createdAt } = account;
  const you = id === signedIn.account.id;
  return html`<tr>
<th scope="row">${name}${you && html` <span class="chip you">${words.say('accounts.you')}</span>`}</th>
<td>${words.say(`role.${role}`)}</td>
<td>${stateOf(words, account)}</td>
<td class="date">${words.date(createdAt)}</td>
<td class="go"><a href="${ACCOUNTS}/${id}" aria-label="${words.say('accounts.changeWhose', { name })}">${words.say('accounts.change')}${icon('caret-right')}</a></td>
</tr>
`;
}

function stateOf(words: Words, { disabled }: Account): Html {
  return html`<span class="state" data-state="${disabled ? 'out' : 'in'}">${words.say(disabled ? 'accounts.disabled' : 'accounts.active')}</span>`;
}

const backToAccounts = (words: Words): Html => html`<p class="back"><a href="${ACCOUNTS}">${icon('arrow-left')}<span>${words.say('back')}</span></a></p>`;

export function addAccountPage(frame: HouseFrame, typed: { readonly trouble?: Trouble; readonly name?: string; readonly role?: Role }): Html {
  const { words, signedIn } = frame;
  return housePage(frame, {
    title: words.say('add.title'),
    about: words.say('add.about'),
    back: backToAccounts(words),
    trouble: typed.trouble,
    content: html`<form class="card wide" method="post" action="${ACCOUNTS}/new" novalidate>
${formToken(signedIn)}
<div class="sides">
<div class="column">
${field(words, typed.trouble, { name: 'name', label: 'field.name', hint: 'field.nameHint', autocomplete: 'off', value: typed.name, first: true })}
${field(words, typed.trouble, { name: 'password', label: 'field.password', hint: 'add.passwordHint', autocomplete: 'off' })}
</div>
${rolesField(words, typed.role ?? 'agent')}
</div>
<p class="acts"><button class="primary">${words.say('add.go')}</button></p>
</form>`,
  });
}

function rolesField(words: Words, chosen: Role): Html {
  return html`<fieldset class="roles">
<legend>${words.say('field.role')}</legend>
${Role.options.map(
  (role) => html`<label class="choice"><input type="radio" name="role" value="${role}"${role === chosen && html` checked`}><span><b>${words.say(`role.${role}`)}</b> <span>${words.say(`roleAbout.${role}`)}</span></span></label>
`,
)}</fieldset>`;
}

/** One account: its role, a new password, and whether it may come in. */
export function accountPage(frame: HouseFrame, account: Account, { trouble, done }: { readonly trouble?: Trouble; readonly done?: Word | undefined } = {}): Html {
  const { words, signedIn } = frame;
  const action = `${ACCOUNTS}/${account.id}`;
  return housePage(frame, {
    title: account.name,
    about: stateOf(words, account),
    back: backToAccounts(words),
    trouble,
    done,
    content: html`<div class="cards">
<form class="card" method="post" action="${action}/role" novalidate>
${formToken(signedIn)}
${rolesField(words, account.role)}
<p class="acts"><button class="primary">${words.say('account.roleGo')}</button></p>
</form>
<div class="column">
${passwordCard(frame, account, trouble)}
${stateCard(frame, account)}
</div>
</div>`,
  });
}

function passwordCard({ words, signedIn }: HouseFrame, account: Account, trouble: Trouble | undefined): Html {
  const heading = html`<h2>${words.say('account.password')}</h2>`;
  if (account.id === signedIn.account.id) {
    return html`<section class="card">${heading}<p>${words.say('account.passwordOwn')}</p><p class="acts"><a class="button" href="${ROOT}/password">${words.say('nav.password')}</a></p></section>`;
  }
  return html`<form class="card" method="post" action="${ACCOUNTS}/${account.id}/password" novalidate>
${heading}
<p>${words.say('account.passwordAbout')}</p>
${formToken(signedIn)}
${field(words, trouble, { name: 'password', label: 'field.newPassword', hint: 'add.passwordHint', autocomplete: 'off' })}
<p class="acts"><button>${words.say('account.passwordGo')}</button></p>
</form>`;
}

function stateCard({ words, signedIn }: HouseFrame, { id, disabled }: Account): Html {
  return html`<form class="card" method="post" action="${ACCOUNTS}/${id}/${disabled ? 'enable' : 'disable'}">
<h2>${words.say('account.state')}</h2>
<p>${words.say(disabled ? 'account.enableAbout' : 'account.disableAbout')}</p>
${formToken(signedIn)}
<p class="acts"><button${!disabled && html` class="stop"`}>${words.say(disabled ? 'account.enableGo' : 'account.disableGo')}</button></p>
</form>`;
}
