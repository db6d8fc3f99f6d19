/**
 * The directory room. In: what staff and visitors do about it, files of other programs, the state of
 * the journal. Out: entries for the journal, and what screens are shown of it. It knows nobody who
 * looks, keeps no words that were typed, and asks no network.
 */
export { openShelf } from './file.ts';
export { Directory, type DirectoryParts } from './directory.ts';
export { isHolidayIn } from './holidays.ts';
