/**
 * Staff of a centre, as everything that shows or checks them agrees: who there is, what each role
 * may do, how a sign-in name is spelled, and what the audit can say [X7].
 */
import { z } from 'zod';

/** From the least to the most trusted; a role may do what `MAY` says and nothing by its rank. */
export const Role = z.enum(['agent', 'coordinator', 'supervisor', 'admin']);
export type Role = z.infer<typeof Role>;

/**
 * What stands behind a door, and which roles it opens to. Least privilege: a role is named in a row
 * where its work needs it, and a new editor begins with a new row.
 */
export const MAY = {
  /** One's own page: who I am, a new password for myself, signing out. */
  own: ['agent', 'coordinator', 'supervisor', 'admin'],
  /** Add people, change their role, let them in or keep them out, give them a new password. */
  accounts: ['admin'],
  /** Let devices in and put them out. */
  devices: ['admin'],
  /** Read who did what. */
  audit: ['supervisor', 'admin'],
} as const satisfies Record<string, readonly [Role, ...Role[]]>;
export type Duty = keyof typeof MAY;

export function mayDo(role: Role, duty: Duty): boolean {
  return MAY[duty].some((allowed) => allowed === role);
}

/** The opaque id of a staff account. It outlives a name that is given to somebody else. */
export const AccountId = z
  .string()
  .regex(/^[0-9abcdefghjkmnpqrstvwxyz]{26}$/)
  .brand<'AccountId'>();
export type AccountId = z.infer<typeof AccountId>;

/**
 * One spelling for all the ways to type a name: composed (NFC) and folded, so that «José» typed on
 * a phone and «JOSÉ» typed on a desk are one person. Through capitals first, since «ß» and «ς» only
 * meet their kin there.
 */
export function foldName(typed: string): string {
  return typed.trim().normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');
}

/** 2 to 40 letters, digits, dots, hyphens and underscores, begun by a letter or a digit; folded. */
export const SignInName = z
  .string()
  .max(200)
  .transform(foldName)
  .pipe(z.string().regex(/^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]{1,39}$/u))
  .brand<'SignInName'>();
export type SignInName = z.infer<typeof SignInName>;

/** Every act of staff that the audit keeps. A new act is a new word here and in the locale files. */
export const StaffAct = z.enum([
  /** The centre's first admin was made, with the code from the server's own machine. */
  'firstAdmin',
  /** An admin came back, or one more was made, with such a code. */
  'adminByCode',
  'accountAdded',
  /** The detail is the new role. */
  'roleChanged',
  'accountDisabled',
  'accountEnabled',
  /** An admin gave somebody a new password. */
  'passwordSet',
  /** Somebody changed their own. */
  'passwordChanged',
  /** The subject is a device, the detail its name; so with the next three. */
  'deviceAllowed',
  'deviceRefused',
  'deviceRevoked',
  'deviceWrittenOff',
  /** [J19] The detail is the generation. */
  'generationOpened',
  'signedIn',
  'signedOut',
]);
export type StaffAct = z.infer<typeof StaffAct>;
