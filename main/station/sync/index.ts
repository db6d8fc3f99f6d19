/**
 * The sync room. In: a journal with pending entries and a server that may or may not be there.
 * Out: pushed entries, the centre's order adopted, claims answered, and whether the server is heard
 * from. No tap ever waits for it [N2], and it never writes an entry of its own.
 */
export { Sync, type SyncParts } from './sync.ts';
export type { ClaimAnswer } from './sync.ts';
export type { EnrolmentState } from './enrolment.ts';
export type { TroubleLevel } from './recovery.ts';
export { httpServer } from './http-server.ts';
export { type ServerDoor, ServerRefused, ServerUnreachable } from './server-door.ts';
