/** How a coordinator names a time of the week, local to the centre's zone. */
import { z } from 'zod';

export const Weekday = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);
export type Weekday = z.infer<typeof Weekday>;

export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
