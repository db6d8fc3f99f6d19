/** The route of the audit. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { MAY } from '../../../shared/contract/staff.ts';
import { requireRole, type Door } from '../door.ts';
import { auditPage } from '../pages/audit.ts';

const PAGE = 50;

const AuditQuery = z.object({ before: z.string().regex(/^\d{1,15}$/).transform(Number).optional().catch(undefined) });

export function auditDoors(app: FastifyInstance, door: Door): void {
  app.get('/audit', requireRole(MAY.audit), async (request, reply) => {
    const { before } = AuditQuery.parse(request.query);
    const found = await door.staff.audit({ ...(before !== undefined && { before }), limit: PAGE + 1 });
    const lines = found.slice(0, PAGE);
    const names = new Map<string, string>((await door.staff.accounts.all()).map(({ id, name }) => [id, name]));
    const older = found.length > PAGE ? lines.at(-1)?.no : undefined;
    return door.show(reply, auditPage(door.house(request), { lines, older, newest: before === undefined, nameOf: (subject) => names.get(subject) }));
  });
}
