/**
 * One paper through the printers in their order [P1]. In: its model as the spool keeps it. Out: how it
 * ended, and where. The next printer is asked only once the one before refused; never where that one
 * may have printed.
 */
import { failpoint } from '../../failpoint.ts';
import { composePaper } from '../compose.ts';
import { printableText } from '../papers/printable.ts';
import { refused, uncertain, type PrintEnd, type Printer, type RefusedWhy } from '../printer.ts';
import { Paper } from '../papers/ticket.ts';

/** In their order; there is at least one. */
export type Printers = readonly [Printer, ...Printer[]];

type Refused = Extract<PrintEnd, { kind: 'refused' }>;

export type RoundEnd =
  /** Null where no printer has it. */
  | { readonly kind: 'ended'; readonly how: PrintEnd; readonly printer: string | null }
  /** Every printer refused it, and one of them for what may pass. */
  | { readonly kind: 'hindered'; readonly how: Refused; readonly refusals: readonly { readonly printer: string; readonly why: RefusedWhy }[] };

/** Whether it may be mended while somebody waits: a new roll, a cover, a cable. */
const MAY_PASS: Record<RefusedWhy, boolean> = {
  unreachable: true,
  silent: true,
  paperOut: true,
  coverOpen: true,
  cutterJam: true,
  offline: true,
  fault: true,
  stuck: true,
  disk: false,
  expired: false,
  badTicket: false,
  closed: false,
};

export interface Round {
  readonly printers: Printers;
  /** Called before the first byte may leave, once for each printer; throws where it may not. */
  readonly onSend: (printer: Printer) => void;
  /** Whether there is time left for the next printer: one before it may have held it long. */
  readonly mayGoOn: () => boolean;
  /** Called where one refused it. */
  readonly onRefused: (how: Refused) => void;
}

/** @throws only what `onSend` throws. */
export async function goRound(model: string, { printers, onSend, mayGoOn, onRefused }: Round): Promise<RoundEnd> {
  const paper = readPaper(model);
  if (paper.kind === 'refused') return { kind: 'ended', how: paper, printer: null };
  const refusals: (Refused & { readonly printer: string })[] = [];
  for (const printer of printersFor(paper.of, printers)) {
    if (refusals.length > 0 && !mayGoOn()) break;
    const how = await tryPrinter(paper.of, printer, onSend);
    if (how.kind !== 'refused') return { kind: 'ended', how, printer: printer.name };
    refusals.push({ ...how, printer: printer.name });
    onRefused(how);
  }
  // Whoever tries a printer out stands beside it, and keeps no visitor waiting for that.
  const passing = paper.of.kind === 'test' ? undefined : refusals.findLast(({ why }) => MAY_PASS[why]);
  const how = refused((passing ?? refusals.at(-1))?.why ?? 'closed', refusals.map(({ detail }) => detail).join('; '));
  return passing ? { kind: 'hindered', how, refusals } : { kind: 'ended', how, printer: null };
}

/** A test page is for the printer that it names. */
function printersFor(paper: Paper, printers: Printers): readonly Printer[] {
  if (paper.kind !== 'test') return printers;
  const named = printers.filter(({ name }) => printableText(name) === paper.name);
  return named.length > 0 ? named.slice(0, 1) : printers;
}

async function tryPrinter(paper: Paper, printer: Printer, onSend: Round['onSend']): Promise<PrintEnd> {
  const composed = await composePaper(paper, printer.form).catch((error: unknown) => refused('badTicket', String(error)));
  if ('kind' in composed) return composed;
  failpoint('paper.beforeSend');
  // On disk before the first byte leaves: whatever happens from here on, it is not sent again.
  onSend(printer);
  failpoint('paper.marked');
  const how = await printer.print(composed).catch((error: unknown) => uncertain('crash', String(error)));
  failpoint('paper.sent');
  return how;
}

/** An older version's job, or a damaged one: told to staff, and the ones behind it go on. */
function readPaper(model: string): { readonly kind: 'read'; readonly of: Paper } | Refused {
  try {
    return { kind: 'read', of: Paper.parse(JSON.parse(model)) };
  } catch (error) {
    return refused('badTicket', String(error));
  }
}
