/** The routes of one who is signed in, whoever that is: home, and one's own password. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { MAY } from '../../../shared/contract/staff.ts';
import { endSession } from '../cookies.ts';
import { readForm, requireRole, type Door } from '../door.ts';
import { ROOT } from '../pages/frame.ts';
import { homePage, ownPasswordPage } from '../pages/own.ts';
import type { Trouble } from '../troubles.ts';
import { typed } from './forms.ts';

const PasswordForm = z.object({ current: typed, password: typed, again: typed });

export function ownDoors(app: FastifyInstance, door: Door): void {
  app.get('/', requireRole(MAY.own), async (request, reply) => door.show(reply, homePage(door.house(request, ROOT))));

  app.get('/password', requireRole(MAY.own), async (request, reply) => door.show(reply, ownPasswordPage(door.house(request))));

  app.post('/password', requireRole(MAY.own), async (request, reply) => {
    const read = readForm(PasswordForm, request);
    if (read.kind !== 'read') return door.refuse(request, reply, read);
    const { current, password, again } = read.form;
    const house = door.house(request);
    const fail = (trouble: Trouble) => door.show(reply, ownPasswordPage(house, trouble), trouble);
    if (password !== again) return fail({ kind: 'passwordsDiffer' });
    const changed = await door.staff.accounts.changeOwn({ current, next: password }, house.signedIn);
    if (changed.kind !== 'done') return fail(changed);
    reply.header('set-cookie', endSession(request.protocol));
    return door.goTo(reply, `${ROOT}/sign-in?done=ownPassword`);
  });
}
