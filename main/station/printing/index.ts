/**
 * Printing: tickets in, paper out, and for each the truth about whether it came out.
 * In: validated tickets and slips, inside the transaction that gives them. Out: bytes to the first printer that does not refuse them, ends to screens.
 * It never makes anybody wait, prints nothing twice, and never calls accepted bytes paper.
 *
 * Rooms, in a paper's order: `papers` (what it says), `layout` (what stands where), `struck` and `drawing`
 * (as text, as dots), `spool` (until it is out), `lines` (what carries bytes), `answering` (printers that
 * say what became of them). `reading` reads bytes back, for pictures and for tests.
 */
export { decodePaper } from './reading/decode.ts';
export type { DecodedPaper } from './reading/paper.ts';
export { formOf, USUAL_FORM, type PaperForm } from './form.ts';
export type { PrintEnd, Printer } from './printer.ts';
export { openPrinter, reachOf, type LineSettings, type OpeningPrinter } from './open.ts';
export { probePrinter, type Probed } from './answering/probe.ts';
export { PAPERS_SCHEMA } from './spool/schema.ts';
export type { Printers } from './spool/rounds.ts';
export { JOB_LIFE_MS, openSpool, type PaperTrouble, type Spool } from './spool/spool.ts';
export { PaperLanguage, secondLanguage } from './papers/language.ts';
export { PaperTest, type PaperDay } from './papers/staff-paper.ts';
export { inSecond, Paper, PaperSlip, PaperTicket, subjectOf, titleOf, type PaperSubject } from './papers/ticket.ts';
export { PaperEvent, PaperService } from './papers/take-along.ts';
export { spellHours } from './papers/hours.ts';
export { paperWord, spellInstant } from './papers/words.ts';
export { composeTestPage } from './compose.ts';
export { openConfirmingPrinter } from './answering/confirming-printer.ts';
export { openUnconfirmedPrinter } from './unconfirmed-printer.ts';
export type { Reach } from './lines/line.ts';
export { reachByTcp } from './lines/tcp.ts';
export { openVirtualPrinter } from './virtual-printer.ts';
