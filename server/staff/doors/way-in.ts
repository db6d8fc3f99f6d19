/** The routes of whoever is not signed in yet, and of whoever leaves. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { MAY } from '../../../shared/contract/staff.ts';
import { StaffLanguage } from '../../../shared/domain/centre.ts';
import { endSession, setLanguage, setSession } from '../cookies.ts';
import { OPEN_TO_EVERYBODY, OurPath, readForm, requireRole, type Door } from '../door.ts';
import { codePage, signInPage } from '../pages/door.ts';
import { ROOT } from '../pages/frame.ts';
import type { SignInResult } from '../sign-in.ts';
import type { Trouble } from '../troubles.ts';
import { FarewellWord, typed } from './forms.ts';

const SIGN_IN = `${ROOT}/sign-in`;
const FIRST = `${ROOT}/first`;

const SignInForm = z.object({ name: typed, password: typed, next: OurPath });
const CodeForm = z.object({ code: typed, name: typed, password: typed, again: typed });
const LanguageForm = z.object({ language: StaffLanguage, back: OurPath });
const SignInQuery = z.object({ next: OurPath, done: FarewellWord });

export function wayIn(app: FastifyInstance, door: Door): void {
  const { accounts, signIn } = door.staff;

  app.get('/sign-in', OPEN_TO_EVERYBODY, async (request, reply) => {
    if (request.signedIn) return door.goTo(reply, ROOT);
    if (!(await accounts.hasAdmin())) return door.goTo(reply, FIRST);
    const { next, done } = SignInQuery.parse(request.query);
    return door.show(reply, signInPage(door.frame(request), { next, done: done && `done.${done}` }));
  });

  app.post('/sign-in', OPEN_TO_EVERYBODY, async (request, reply) => {
    const read = readForm(SignInForm, request);
    if (read.kind !== 'read') return door.refuse(request, reply, read);
    const { name, password, next } = read.form;
    const result = await signIn.signIn({ name, password, address: request.ip });
    const trouble = signInTrouble(result);
    if (trouble) {
      request.log.warn({ refused: trouble.kind }, 'a sign-in was refused');
      return door.show(reply, signInPage(door.frame(request), { trouble, name, next }), trouble);
    }
    if (request.signedIn) await signIn.signOut(request.signedIn.session);
    if (result.kind === 'signedIn') reply.header('set-cookie', setSession(request.protocol, result.session.text));
    return door.goTo(reply, next ?? ROOT);
  });

  app.get('/first', OPEN_TO_EVERYBODY, async (request, reply) => {
    const use = accounts.codeUse();
    return use ? door.show(reply, codePage(door.frame(request), use, {})) : door.goTo(reply, SIGN_IN);
  });

  app.post('/first', OPEN_TO_EVERYBODY, async (request, reply) => {
    const read = readForm(CodeForm, request);
    if (read.kind !== 'read') return door.refuse(request, reply, read);
    const { code, name, password, again } = read.form;
    const address = request.ip;
    const use = accounts.codeUse();
    if (!use) return door.refuse(request, reply, { kind: 'notFirst' });
    const made = password === again ? await accounts.byCode({ code, name, password, address }) : ({ kind: 'passwordsDiffer' } as const);
    if (made.kind === 'notFirst') return door.refuse(request, reply, made);
    if (made.kind !== 'done') {
      request.log.warn({ refused: made.kind }, 'a code for an admin was not taken');
      return door.show(reply, codePage(door.frame(request), use, { trouble: made, name, code }), made);
    }
    const result = await signIn.signIn({ name, password, address });
    if (result.kind === 'signedIn') reply.header('set-cookie', setSession(request.protocol, result.session.text));
    return door.goTo(reply, ROOT);
  });

  app.post('/sign-out', requireRole(MAY.own), async (request, reply) => {
    const closed = await signIn.signOut(door.house(request).signedIn.session);
    if (closed.kind === 'busy') return door.refuse(request, reply, closed);
    reply.header('set-cookie', endSession(request.protocol));
    return door.goTo(reply, `${SIGN_IN}?done=signedOut`);
  });

  app.post('/language', OPEN_TO_EVERYBODY, async (request, reply) => {
    const read = readForm(LanguageForm, request);
    if (read.kind !== 'read') return door.refuse(request, reply, read);
    reply.header('set-cookie', setLanguage(request.protocol, read.form.language));
    return door.goTo(reply, read.form.back ?? ROOT);
  });
}

function signInTrouble(result: SignInResult): Trouble | undefined {
  return result.kind === 'signedIn' ? undefined : result;
}
