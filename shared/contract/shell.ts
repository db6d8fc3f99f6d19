/** What a window's preload and Electron's main process say to each other. */
import { z } from 'zod';
import type { StationFrame } from './bridge.ts';

/** IPC channel names, page → main and main → page. */
export const FROM_SCREEN = 'umbral:from-screen';
export const TO_SCREEN = 'umbral:to-screen';

/** Numbers one stretch of one page's talk with one station process; never used again. */
const session = z.int().min(1);

/** Preload → main. Trust is never in it: main knows which window it opened for whom. */
export const FromScreen = z.discriminatedUnion('kind', [
  /** A page was loaded and listens. */
  z.strictObject({ kind: z.literal('hello') }),
  z.strictObject({ kind: z.literal('frame'), session, frame: z.unknown() }),
]);
export type FromScreen = z.infer<typeof FromScreen>;

/** Main → preload. A frame of another session than the last `up` was meant for an earlier page. */
export type ToScreen =
  | { readonly kind: 'up'; readonly session: number }
  | { readonly kind: 'down' }
  | { readonly kind: 'frame'; readonly session: number; readonly frame: StationFrame };
