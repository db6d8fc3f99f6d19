/**
 * A network printer tried out. In: its address. Out: what it can, what to write into the settings for it,
 * and what became of a test page. It changes no settings.
 */
import type { Chance } from '../../main/station/chance.ts';
import { composeTestPage, openConfirmingPrinter, openUnconfirmedPrinter, probePrinter, reachByTcp, type PrintEnd, type Probed } from '../../main/station/printing/index.ts';
import type { PrinterSettings } from '../../shared/contract/settings.ts';
import type { Language } from '../../shared/domain/centre.ts';
import type { Clock, Timers } from '../../shared/domain/clock.ts';

export interface Trying {
  readonly host: string;
  readonly port: number;
  readonly language: Language;
  readonly zone: string;
  readonly clock: Pick<Clock, 'now'>;
  readonly timers: Timers;
  readonly chance: Pick<Chance, 'id'>;
}

const HINDERED: Record<Extract<Probed, { kind: 'hindered' }>['by'], string> = {
  paperOut: 'it is out of paper. Put in a new roll and try again',
  coverOpen: 'its cover is open. Close it and try again',
  cutterJam: 'its blade is jammed. Take out the paper that blocks it and try again',
  offline: 'it was switched off its line. Press its button for that and try again',
  fault: 'it reports a fault of its own. Look at its lights, switch it off and on, and try again',
};

/** @returns whether the printer can be used as it is, and lines for whoever tries it. */
export async function tryPrinter(trying: Trying): Promise<{ readonly isGood: boolean; readonly lines: readonly string[] }> {
  const { host, port, timers } = trying;
  const name = `${host}:${port}`;
  const probed = await probePrinter({ reach: reachByTcp({ host, port, timers }), timers });
  if (probed.kind === 'unreachable') return { isGood: false, lines: [`Nobody answers at ${name} (${probed.why}). Is the printer on, and is this its address?`] };
  if (probed.kind === 'hindered') return { isGood: false, lines: [`${name} answers: ${HINDERED[probed.by]}.`] };
  const confirms = probed.kind === 'answers' ? probed.confirms : undefined;
  const settings: PrinterSettings = { kind: 'tcp', host, port, ...(confirms && { confirms }) };
  const end = await printTestPage(trying, confirms);
  return {
    isGood: end.kind === 'printed' || (end.kind === 'uncertain' && end.why === 'unconfirmed'),
    lines: [
      `${name} ${saidOf(probed)}`,
      `The test page: ${endOf(end)}`,
      `In the station's config.json: "printer": ${JSON.stringify(settings)}`,
    ],
  };
}

function saidOf(probed: Extract<Probed, { kind: 'answers' | 'silent' }>): string {
  if (probed.kind === 'silent') return 'takes bytes and answers nothing. Its papers can’t be confirmed, and staff are told so.';
  if (probed.confirms === undefined) return 'says how it is, and not that a paper is out. Its papers can’t be confirmed, and staff are told so.';
  const forgets = probed.forgets ? 'lets go of a paper that it could not finish' : 'can’t be made to let go of a paper that it could not finish: after a new roll it may come out late, and staff are told so';
  return `confirms each paper (${probed.confirms}), and ${forgets}.`;
}

async function printTestPage({ host, port, language, zone, clock, timers, chance }: Trying, confirms: 'jobId' | 'paperStatus' | undefined): Promise<PrintEnd> {
  const reach = reachByTcp({ host, port, timers });
  const printer = confirms ? openConfirmingPrinter({ reach, timers, confirms, newJobId: () => chance.id().slice(0, 3) }) : openUnconfirmedPrinter({ reach, timers });
  try {
    return await printer.print(await composeTestPage({ name: printer.name, at: clock.now(), zone, language, confirms: confirms ?? 'none' }, printer.form));
  } finally {
    await printer.close();
  }
}

function endOf(end: PrintEnd): string {
  if (end.kind === 'printed') return end.detail === undefined ? 'it is printed.' : `it is printed (${end.detail}).`;
  return end.kind === 'uncertain' && end.why === 'unconfirmed' ? 'sent. Look whether it came out.' : `${end.kind} (${end.detail}).`;
}
