/**
 * What the screens say aloud and was written by people of the centre. In: texts. Out: recordings, made
 * by programs that are called and never shipped. It decides nothing of what is read, or when.
 */
export { asPlaced } from './as-placed.ts';
export { saidIn } from './on-page.ts';
export { PageVoices } from './page-voices.ts';
export { recordInto, voiceTools } from './record.ts';
export { Voices, type Voiced } from './voices.ts';
