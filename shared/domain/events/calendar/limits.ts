/** How much of a calendar is read: one that is larger is refused before its values are looked at. In: nothing. Out: numbers. */

/** Bytes, or characters where it is text already. */
export const FILE_AT_MOST = 4 * 1024 * 1024;
/** Characters of one line as it stands in the file, and of one that goes on over several. */
export const LINE_AT_MOST = 64 * 1024;
/** Events of a file, dates of a series that stand by themselves among them. */
export const EVENTS_AT_MOST = 5000;
/** Lines of one event, as they stand in the file. */
export const EVENT_LINES_AT_MOST = 4000;
/** Zones that a file describes. */
export const ZONES_AT_MOST = 20;
/** Lines that describe one zone. */
export const ZONE_LINES_AT_MOST = 1000;
/** Faults that are told of one file; of more nobody reads. */
export const FAULTS_AT_MOST = 500;
/** Characters of what stood there, in a fault. */
export const SHOWN_AT_MOST = 40;
