/**
 * `npm run printer -- <host> [port] [--language es]`, or with a device's path, `/dev/usb/lp0` or
 * `/dev/ttyUSB0 --baud 115200`: tries a printer out, prints a test page on it and says what to write into
 * a station's settings.
 *
 * Exit code 0 where it can be used; 78 where something must be mended first, with a sentence that says what.
 */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { systemChance } from '../../main/station/chance.ts';
import { systemClock, systemTimers } from '../../main/station/clock.ts';
import type { LineSettings } from '../../main/station/printing/index.ts';
import { EXIT_CANT_GO_ON } from '../../shared/contract/problem.ts';
import { Language } from '../../shared/domain/centre.ts';
import { tryPrinter } from './try-printer.ts';

const asTyped = z.object({ at: z.string().min(1).max(253), port: z.coerce.number().int().min(1).max(65_535).default(9100), baud: z.coerce.number().int().min(1200).max(4_000_000).default(9600) });

/** A device of the system's printer driver, a serial line, or a name on the network: each looks like itself. */
const whereOf = asTyped.transform(({ at, port, baud }): LineSettings => {
  if (at.startsWith('/dev/usb/')) return { kind: 'usb', path: at };
  return /^\/|^COM\d+$/i.test(at) ? { kind: 'serial', path: at, baud } : { kind: 'tcp', host: at, port };
});

const Arguments = z.object({ where: whereOf, language: Language.default('es') });

function readArguments(): z.infer<typeof Arguments> | undefined {
  try {
    const { positionals, values } = parseArgs({ allowPositionals: true, options: { language: { type: 'string' }, baud: { type: 'string' } } });
    const [at, port] = positionals;
    return Arguments.safeParse({ where: { at, port, baud: values.baud }, language: values.language }).data;
  } catch {
    return undefined;
  }
}

const asked = readArguments();
if (asked) {
  const { isGood, lines } = await tryPrinter({ ...asked, zone: Intl.DateTimeFormat().resolvedOptions().timeZone, clock: systemClock(), timers: systemTimers, chance: systemChance });
  console.log(lines.join('\n'));
  if (!isGood) process.exitCode = EXIT_CANT_GO_ON;
} else {
  console.error('Which printer? For example: npm run printer -- 192.0.2.10 9100 --language es, or npm run printer -- /dev/ttyUSB0 --baud 115200. Nothing was sent.');
  process.exitCode = EXIT_CANT_GO_ON;
}
