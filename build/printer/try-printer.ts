/**
 * A printer tried out. In: where it is. Out: what it can, what to write into the settings for it,
 * and what became of a test page. It changes no settings.
 */
import type { Chance } from '../../main/station/chance.ts';
import { composeTestPage, openPrinter, probePrinter, reachOf, type LineSettings, type PrintEnd, type Probed } from '../../main/station/printing/index.ts';
import type { Language } from '../../shared/domain/centre.ts';
import type { Clock, Timers } from '../../shared/domain/clock.ts';

export interface Trying {
  /** As settings have it, as far as whoever tries it knows. */
  readonly where: LineSettings;
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
  const { where, timers } = trying;
  const reach = reachOf(where, timers);
  const name = reach.address;
  const probed = await probePrinter({ reach, timers });
  if (probed.kind === 'unreachable') return { isGood: false, lines: [goneOf(where, name, probed.why)] };
  if (probed.kind === 'hindered') return { isGood: false, lines: [`${name} answers: ${HINDERED[probed.by]}.`] };
  const confirms = probed.kind === 'answers' ? probed.confirms : undefined;
  const settings: LineSettings = { ...where, ...(confirms && { confirms }) };
  const end = await printTestPage(trying, settings);
  return {
    isGood: end.kind === 'printed' || (end.kind === 'uncertain' && end.why === 'unconfirmed'),
    lines: [
      `${name} ${saidOf(probed)}`,
      ...(probed.kind === 'silent' && where.kind === 'serial' ? [`Or ${where.baud} is not its speed: the page that it prints by itself, where its button is held while it is switched on, says which is.`] : []),
      `The test page: ${endOf(end)}`,
      `In the station's config.json: "printer": ${JSON.stringify(settings)}`,
      'What the page asks decides what stands there besides: letters that are wrong, "letters": "drawn"; no square of dots, "qr": "drawn"; a shorter whole line, "dots": 384 or 512; not cut, "cutter": false.',
    ],
  };
}

function goneOf({ kind }: LineSettings, name: string, why: string): string {
  if (kind === 'tcp') return `Nobody answers at ${name} (${why}). Is the printer on, and is this its address?`;
  return `${name} can't be opened (${why}). Is the printer plugged in and on, and are you in the device's group (dialout or lp)?`;
}

function saidOf(probed: Extract<Probed, { kind: 'answers' | 'silent' }>): string {
  if (probed.kind === 'silent') return 'takes bytes and answers nothing. Its papers can’t be confirmed, and staff are told so.';
  if (probed.confirms === undefined) return 'says how it is, and not that a paper is out. Its papers can’t be confirmed, and staff are told so.';
  const forgets = probed.forgets ? 'lets go of a paper that it could not finish' : 'can’t be made to let go of a paper that it could not finish: after a new roll it may come out late, and staff are told so';
  return `confirms each paper (${probed.confirms}), and ${forgets}.`;
}

async function printTestPage({ language, zone, clock, timers, chance }: Trying, settings: LineSettings): Promise<PrintEnd> {
  const printer = openPrinter(settings, { dataDir: '.', timers, newJobId: () => chance.id().slice(0, 3) });
  try {
    return await printer.print(await composeTestPage({ name: printer.name, at: clock.now(), zone, language, confirms: settings.confirms ?? 'none' }, printer.form));
  } finally {
    await printer.close();
  }
}

function endOf(end: PrintEnd): string {
  if (end.kind === 'printed') return end.detail === undefined ? 'it is printed.' : `it is printed (${end.detail}).`;
  return end.kind === 'uncertain' && end.why === 'unconfirmed' ? 'sent. Look whether it came out.' : `${end.kind} (${end.detail}).`;
}
