/**
 * `npm run printer -- <host> [port] [--language es]`: tries a network printer out, prints a test page on
 * it and says what to write into a station's settings.
 *
 * Exit code 0 where it can be used; 78 where something must be mended first, with a sentence that says what.
 */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { systemChance } from '../../main/station/chance.ts';
import { systemClock, systemTimers } from '../../main/station/clock.ts';
import { EXIT_CANT_GO_ON } from '../../shared/contract/problem.ts';
import { Language } from '../../shared/domain/centre.ts';
import { tryPrinter } from './try-printer.ts';

const Arguments = z.object({ host: z.string().min(1).max(253), port: z.coerce.number().int().min(1).max(65_535).default(9100), language: Language.default('es') });

function readArguments(): z.infer<typeof Arguments> | undefined {
  try {
    const { positionals, values } = parseArgs({ allowPositionals: true, options: { language: { type: 'string' } } });
    const [host, port] = positionals;
    return Arguments.safeParse({ host, port, ...values }).data;
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
  console.error('Which printer? For example: npm run printer -- 192.0.2.10 9100 --language es. Nothing was sent.');
  process.exitCode = EXIT_CANT_GO_ON;
}
