/**
 * Imported first by every screen: zod would otherwise try `new Function`, which the screens'
 * policy forbids and reports. It must run before any schema is built.
 */
import { config } from 'zod';

config({ jitless: true });
