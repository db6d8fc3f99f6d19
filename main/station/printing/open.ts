/** The printer that a station's settings name. */
import { resolve } from 'node:path';
import type { PrinterSettings } from '../../../shared/contract/settings.ts';
import type { Timers } from '../../../shared/domain/clock.ts';
import { openConfirmingPrinter } from './confirming-printer.ts';
import { formOf } from './form.ts';
import { reachByTcp } from './lines/tcp.ts';
import type { Printer } from './printer.ts';
import { openUnconfirmedPrinter } from './unconfirmed-printer.ts';
import { openVirtualPrinter } from './virtual-printer.ts';

export interface OpeningPrinter {
  /** To which a virtual printer's folder is relative. */
  readonly dataDir: string;
  readonly timers: Timers;
  /** Three printable characters, another one each time. */
  readonly newJobId: () => string;
}

export function openPrinter(settings: PrinterSettings, { dataDir, timers, newJobId }: OpeningPrinter): Printer {
  const about = { name: settings.name, form: formOf(settings), timers };
  switch (settings.kind) {
    case 'virtual':
      return openVirtualPrinter({ ...about, folder: resolve(dataDir, settings.folder) });
    case 'tcp': {
      const { host, port, confirms } = settings;
      const reach = reachByTcp({ host, port, timers });
      return confirms === undefined ? openUnconfirmedPrinter({ ...about, reach }) : openConfirmingPrinter({ ...about, reach, confirms, newJobId });
    }
    default:
      return settings satisfies never;
  }
}
