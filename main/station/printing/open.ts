/** The printer that a station's settings name. */
import { resolve } from 'node:path';
import type { PrinterSettings } from '../../../shared/contract/settings.ts';
import type { Timers } from '../../../shared/domain/clock.ts';
import { openConfirmingPrinter } from './answering/confirming-printer.ts';
import { formOf } from './form.ts';
import type { Reach } from './lines/line.ts';
import { reachBySerial } from './lines/serial.ts';
import { reachByTcp } from './lines/tcp.ts';
import { reachByUsb } from './lines/usb.ts';
import type { Printer } from './printer.ts';
import { openSpoolerPrinter } from './spooler-printer.ts';
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
      return openVirtualPrinter({ ...about, name: settings.name ?? settings.folder, folder: resolve(dataDir, settings.folder) });
    case 'spooler':
      return openSpoolerPrinter({ ...about, queue: settings.queue });
    case 'tcp':
    case 'serial':
    case 'usb': {
      const { confirms } = settings;
      const reach = reachOf(settings, timers);
      // Nobody knows how the station before this one ended: its last number must not stand on top of our first paper.
      return confirms === undefined ? openUnconfirmedPrinter({ ...about, reach }) : openConfirmingPrinter({ ...about, reach, confirms, newJobId, mayHang: true });
    }
    default:
      return settings satisfies never;
  }
}

/** A printer that bytes go to as they are. */
export type LineSettings = Extract<PrinterSettings, { kind: 'tcp' | 'serial' | 'usb' }>;

export function reachOf(settings: LineSettings, timers: Timers): Reach {
  switch (settings.kind) {
    case 'tcp':
      return reachByTcp({ host: settings.host, port: settings.port, timers });
    case 'serial':
      return reachBySerial({ path: settings.path, baud: settings.baud, timers });
    case 'usb':
      return reachByUsb({ path: settings.path, timers });
    default:
      return settings satisfies never;
  }
}
