/**
 * The reader of codes. In: bytes of a reader on a serial line, or on USB where it looks like one. Out: the
 * latest reading, for a few seconds, and only what is one of our codes or ids. It never writes to the
 * reader, never says in a log what was read, and never decides what a code means.
 */
export { openScanner, type Scanner } from './scanner.ts';
export { serialReader, type ReaderPort } from './port.ts';
