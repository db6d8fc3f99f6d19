/** The printer that a station's settings name. */
import { resolve } from 'node:path';
import type { PrinterSettings } from '../../../shared/contract/settings.ts';
import { openConfirmingTcpPrinter } from './confirming-tcp-printer.ts';
import { formOf } from './form.ts';
import type { Printer } from './printer.ts';
import { openTcpPrinter } from './tcp-printer.ts';
import { openVirtualPrinter } from './virtual-printer.ts';

export interface OpeningPrinter {
  /** To which a virtual printer's folder is relative. */
  readonly dataDir: string;
  /** Three printable characters, another one each time. */
  readonly newJobId: () => string;
}

export function openPrinter(settings: PrinterSettings, { dataDir, newJobId }: OpeningPrinter): Printer {
  const about = { name: settings.name, form: formOf(settings) };
  switch (settings.kind) {
    case 'virtual':
      return openVirtualPrinter({ ...about, folder: resolve(dataDir, settings.folder) });
    case 'tcp': {
      const { host, port, confirms } = settings;
      return confirms === undefined ? openTcpPrinter({ ...about, host, port }) : openConfirmingTcpPrinter({ ...about, host, port, confirms, newJobId });
    }
    default:
      return settings satisfies never;
  }
}
