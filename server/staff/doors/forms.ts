/** What several forms of the staff's pages have in common. */
import { z } from 'zod';

/** Text as it was typed. How long a name or a password may be is theirs to say; this only has an end. */
export const typed = z.string().max(2000);

/** What the sign-in page may say was done just before. */
export const FarewellWord = z.enum(['signedOut', 'ownPassword']).optional().catch(undefined);
/** What the page of devices may say was done just before. */
export const DeviceDoneWord = z.enum(['deviceAllowed', 'deviceRefused', 'deviceRevoked', 'deviceWrittenOff', 'generationOpened']).optional().catch(undefined);
export type DeviceDoneWord = z.infer<typeof DeviceDoneWord>;
/** What the pages of accounts may say was done just before. */
export const DoneWord = z.enum(['added', 'role', 'disabled', 'enabled', 'password']).optional().catch(undefined);
