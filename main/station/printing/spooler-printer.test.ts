/** [P2] The system's spooler: a real CUPS where there is one, and a stand-in for `lp` that can do what no test can make CUPS do. */
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { printerSuite } from '../../../tests/contract/printer-suite.ts';
import { CUPS, need } from '../../../tests/fixtures/parts.ts';
import { startCups } from '../../../tests/fixtures/printer/cups.ts';
import { REAL_TIMERS } from '../../../tests/fixtures/printer/on-tcp.ts';
import type { Printer } from './printer.ts';
import { openSpoolerPrinter } from './spooler-printer.ts';

const letGo: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const each of letGo.splice(0).toReversed()) await each();
  vi.unstubAllEnvs();
});

const open = (patienceMs = 5000): Printer => openSpoolerPrinter({ queue: 'door', timers: REAL_TIMERS, patienceMs });

/** Puts another `lp` before the machine's. @returns the folder it is called in, as `$at`. */
function standIn(script: string): string {
  const at = mkdtempSync(join(tmpdir(), 'umbral-lp-'));
  letGo.push(() => rmSync(at, { recursive: true }));
  writeFileSync(join(at, 'lp'), `#!/bin/sh\nat='${at}'\n${script}\n`);
  chmodSync(join(at, 'lp'), 0o755);
  vi.stubEnv('PATH', `${at}${delimiter}${process.env['PATH'] ?? ''}`);
  return at;
}

printerSuite('a queue behind a stand-in for lp', 'uncertain', () => {
  const at = standIn('if [ -e "$at/gone" ]; then echo "lp: Error - scheduler not responding." >&2; exit 1; fi\nn=$(ls "$at" | wc -l)\ncat > "$at/$(printf %03d "$n").paper"');
  return Promise.resolve({
    printer: open(),
    papers: () => Promise.resolve(readdirSync(at).filter((name) => name.endsWith('.paper')).toSorted().map((name) => Uint8Array.from(readFileSync(join(at, name))))),
    takeAway: () => Promise.resolve(writeFileSync(join(at, 'gone'), '')),
    tidy: () => Promise.resolve(),
  });
});

describe('where there is a CUPS', () => {
  beforeEach(({ skip }) => {
    skip(process.getuid?.() !== 0, 'only root may start a CUPS of its own');
    need(skip, CUPS);
  });

  printerSuite('a queue of CUPS', 'uncertain', async () => {
    const papers: Uint8Array[] = [];
    const paper = createServer((socket) => {
      const chunks: Buffer[] = [];
      socket.on('data', (chunk) => chunks.push(chunk));
      socket.on('end', () => papers.push(Uint8Array.from(Buffer.concat(chunks))));
    }).listen(0, '127.0.0.1');
    await once(paper, 'listening');
    const cups = await startCups('door', (paper.address() as AddressInfo).port);
    letGo.push(() => void paper.close(), () => cups.stop());
    vi.stubEnv('CUPS_SERVER', cups.server);
    return {
      printer: open(),
      async papers() {
        await cups.atRest();
        return papers;
      },
      takeAway: () => cups.stop(),
      tidy: () => Promise.resolve(),
    };
  });
});

it('[P1] a queue that is not there refuses with what lp says, in plain words', async () => {
  standIn('cat > /dev/null; echo "lp: Error - The printer or class does not exist." >&2; exit 1');
  expect(await open().print(Uint8Array.of(1))).toEqual({ kind: 'refused', why: 'unreachable', detail: 'door: lp: Error - The printer or class does not exist.' });
});

it('[P1] a machine without a spooler refuses', async () => {
  vi.stubEnv('PATH', '/nowhere');
  expect(await open().print(Uint8Array.of(1))).toEqual({ kind: 'refused', why: 'unreachable', detail: 'door: there is no spooler (lp: ENOENT)' });
});

it.each([
  ['takes the bytes and comes to no end', 'cat > /dev/null; exec sleep 60'],
  ['takes nothing', 'exec sleep 60'],
])('[P1] one that %s is ended, and leaves the job in doubt', async (_, script) => {
  standIn(script);
  expect(await open(150).print(new Uint8Array(300_000))).toMatchObject({ kind: 'uncertain', why: 'stalled' });
});

it('[P1] one that refuses before it has read all is refused, and not a fault of the station', async () => {
  standIn('exec <&-; exit 3');
  expect(await open().print(new Uint8Array(2_000_000))).toEqual({ kind: 'refused', why: 'unreachable', detail: 'door: lp ended with 3' });
});

it('[P6] the queue’s name is a word to lp and to no shell', async () => {
  const at = standIn('cat > /dev/null; printf "%s\\n" "$@" > "$at/said"');
  await openSpoolerPrinter({ queue: '-x;touch', timers: REAL_TIMERS }).print(Uint8Array.of(1));
  expect(readFileSync(join(at, 'said'), 'utf8')).toBe('-d\n-x;touch\n-o\nraw\n-o\njob-cancel-after=120\n');
});
