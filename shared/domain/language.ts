/** The languages that visitors, walls and staff are spoken to in. */
import { z } from 'zod';

/** What visitors and walls are spoken to in: each has complete locale files. The first of a centre's list is its first language. */
export const Language = z.enum(['es', 'en', 'pt', 'fr', 'ht', 'ar']);
export type Language = z.infer<typeof Language>;

/** What those who work there are spoken to in: the staff window and the administration's pages. */
export const StaffLanguage = Language.extract(['es', 'en']);
export type StaffLanguage = z.infer<typeof StaffLanguage>;
