/** Files of other programs, in and out. In: pieces of files, and what to do with them. Out: how it goes, and entries of one change. It shows no record, and keeps no file. */
export { Files, type FileCommand } from './files.ts';
