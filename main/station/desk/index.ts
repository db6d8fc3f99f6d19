/**
 * The desk room. In: validated commands. Out: an entry on disk and a reply, or a refusal. It is
 * the only writer of what visitors and agents do; every decision is shared/domain's.
 */
export { Desk, type DeskParts } from './desk.ts';
export { Pace, type PaceLimits } from './pace.ts';
export { PaperActs } from './paper-acts.ts';
export { Tries } from './tries.ts';
