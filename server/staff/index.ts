/**
 * Staff of a centre, at the server's own address under `/admin`. In: forms of people at a browser.
 * Out: pages without any script, and acts that the audit keeps [X7]. It holds no visitor's data,
 * keeps no password and listens nowhere itself.
 *
 * A new editor is a row in `MAY` (shared/contract/staff.ts), a section in `pages/frame.ts`, a page
 * in `pages/`, and routes in `doors/` that begin with `requireRole(MAY.…)`.
 */
import type { FastifyInstance } from 'fastify';
import { createDoor, type DoorOptions } from './door.ts';
import { accountDoors } from './doors/accounts.ts';
import type { StaffDevices } from './devices.ts';
import { auditDoors } from './doors/audit.ts';
import { deviceDoors } from './doors/devices.ts';
import { lookDoors } from './doors/look.ts';
import { ownDoors } from './doors/own.ts';
import { wayIn } from './doors/way-in.ts';
import { ROOT } from './pages/frame.ts';

export { createStaffDevices, type StaffDevices } from './devices.ts';
export { openStaff, type Staff } from './staff.ts';
export type { AdminCodeFile, AdminCodeUse } from './admin-code.ts';

export interface StaffPagesOptions extends DoorOptions {
  readonly devices: StaffDevices;
}

/** Adds the staff's pages to a server. */
export function addStaffPages(http: FastifyInstance, { devices, ...options }: StaffPagesOptions): void {
  http.register(
    async (app) => {
      const door = createDoor(app, options);
      await lookDoors(app);
      wayIn(app, door);
      ownDoors(app, door);
      accountDoors(app, door);
      deviceDoors(app, door, devices);
      auditDoors(app, door);
    },
    { prefix: ROOT },
  );
}
