/**
 * The station: the process on a device that holds its data and hardware. In: frames from screens,
 * the centre's order, a clock. Out: views, entries on disk, paper. It imports no Electron.
 */
export { openStation, type Station, type StationParts } from './station.ts';
