/**
 * The screens' door. In: raw frames from a screen of a known trust. Out: replies and views, each
 * only as far as that trust goes. It validates everything and decides nothing.
 */
export { Screens, type Screen, type ScreensParts } from './screens.ts';
