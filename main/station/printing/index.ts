/**
 * Printing: tickets in, paper out, and for each the truth about whether it came out.
 * In: validated tickets and slips, inside the transaction that gives them. Out: bytes to the first printer that does not refuse them, ends to screens.
 * It never makes anybody wait, prints nothing twice, and never calls accepted bytes paper.
 *
 * paper → layout → sheet → compose (text, or drawn) → spool → printer → end. `decode` reads bytes
 * back, for pictures and for tests.
 */
export { decodePaper } from './decode.ts';
export type { DecodedPaper } from './paper.ts';
export { formOf, USUAL_FORM, type PaperForm } from './form.ts';
export type { PrintEnd, Printer } from './printer.ts';
export { openPrinter, reachOf, type LineSettings, type OpeningPrinter } from './open.ts';
export { probePrinter, type Probed } from './probe.ts';
export { PAPERS_SCHEMA } from './schema.ts';
export type { Printers } from './rounds.ts';
export { JOB_LIFE_MS, openSpool, type PaperTrouble, type Spool } from './spool.ts';
export { PaperLanguage, secondLanguage } from './language.ts';
export { PaperTest, type PaperDay } from './staff-paper.ts';
export { inSecond, Paper, PaperSlip, PaperTicket, subjectOf, titleOf, type PaperSubject } from './ticket.ts';
export { composeTestPage } from './compose.ts';
export { openConfirmingPrinter } from './confirming-printer.ts';
export { openUnconfirmedPrinter } from './unconfirmed-printer.ts';
export type { Reach } from './lines/line.ts';
export { reachByTcp } from './lines/tcp.ts';
export { openVirtualPrinter } from './virtual-printer.ts';
