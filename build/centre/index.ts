/**
 * `npm start`, once everything is built. In: a data folder and the doors of the parts. Out: a
 * centre that runs in this terminal, and an exit code. It never builds and never installs.
 */
export { RunningCentre, type CentreSettings } from './centre.ts';
export { prepareData } from './data.ts';
export { prepareJoining } from './joining.ts';
export { inForeground, sayTo } from './foreground.ts';
export { findWindow, type Window } from './window.ts';
export { near } from './words.ts';
