/**
 * HSDS in and out. In: what files of other programs hold, parsed and not judged; records. Out:
 * records, nested objects and tables, in the shapes that the standard publishes. It judges nothing,
 * loses nothing, and reads no file.
 */
export { COLUMNS, type TableName } from './columns.ts';
export { nestedLocation, nestedOrganization, nestedService, nestedServiceAtLocation, nestedWord, withBeside, type Lookups } from './nest.ts';
export { KINDS, LISTS, type RawRecord, type Row } from './relations.ts';
export { recordsOf } from './split.ts';
export { BESIDE_FILE, recordsOfTables, tablesOf, type Cells, type FromTables, type Place, type TableRow } from './tabular.ts';
