/**
 * A voice for pages. In: what a page shows, and recordings. Out: the page, said. It never decides when:
 * a screen does.
 */
export { useHeadphones } from './headphones.ts';
export { createPlayer, type Player, type Saying, type VolumeStep } from './player.ts';
export { read, type Utterance } from './read.ts';
export { fileOf, ownFileOf, pageFileOf, recordingsIn, voicedLanguages, type Index } from './recordings.ts';
export { createLoudspeaker, type Loudspeaker } from './sound.ts';
