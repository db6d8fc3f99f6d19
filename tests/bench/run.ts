/**
 * `npm run bench`: the budget's rows, as a table; `npm run bench -- --json [row …]`: a line of JSON
 * a row. Exits with 1 when a row that was measured is over its limit.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { shapeOfJournal } from './history.ts';
import { findShell, type Shell } from './kiosk.ts';
import type { Row, Unmeasured } from './measure.ts';
import { measureCallDisplay } from './rows/call-display.ts';
import { measureCheckIn } from './rows/check-in.ts';
import { measureFoldDay } from './rows/fold-day.ts';
import { measureDrawnPaper } from './rows/drawn-paper.ts';
import { measureEstimate } from './rows/estimate.ts';
import { measureIssue } from './rows/issue.ts';
import { measureLongTasks } from './rows/long-tasks.ts';
import { measureMemory } from './rows/memory.ts';
import { measureMonth } from './rows/month.ts';
import { measureNext } from './rows/next.ts';
import { measureImport } from './rows/import.ts';
import { measureOpenNow } from './rows/open-now.ts';
import { measurePending } from './rows/pending.ts';
import { measurePull } from './rows/pull.ts';
import { measurePushPostgres } from './rows/push-postgres.ts';
import { measurePushSqlite } from './rows/push-sqlite.ts';
import { measureSearch } from './rows/search.ts';
import { measureStart } from './rows/start.ts';
import { measureTapPaper } from './rows/tap-paper.ts';
import { measureTapScreen } from './rows/tap-screen.ts';
import { measureVisitorJs } from './rows/visitor-js.ts';
import { measureVisitorMemory } from './rows/visitor-memory.ts';
import { measureWaits } from './rows/waits.ts';

/** On the project's own disk: a folder for temporary files may lie in memory, where a sync costs nothing. */
const FOLDER = join(import.meta.dirname, '..', '..', 'var', 'bench');

let shell: Promise<Shell> | undefined;

/** A row that needs a kiosk, or why there is none to measure it on. */
async function onKiosk(row: string, measure: (shell: Extract<Shell, { kind: 'found' }>) => Promise<Row>): Promise<Row | Unmeasured> {
  const found = await (shell ??= findShell());
  return found.kind === 'found' ? measure(found) : { row, unmeasured: found.why };
}

function fresh(name: string): string {
  const folder = join(FOLDER, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Kept between runs: three years take half a minute to write. */
function history(): string {
  return join(FOLDER, `history-${shapeOfJournal()}`);
}

const ROWS: Readonly<Record<string, () => Promise<Row | Unmeasured>>> = {
  issue: () => measureIssue(fresh('issue')),
  'push-sqlite': () => measurePushSqlite(fresh('push-sqlite')),
  'push-postgres': measurePushPostgres,
  pull: () => measurePull(fresh('pull')),
  pending: () => measurePending(fresh('pending')),
  'fold-day': measureFoldDay,
  next: async () => measureNext(),
  import: () => measureImport(fresh('import')),
  month: async () => measureMonth(),
  'open-now': async () => measureOpenNow(),
  search: async () => measureSearch(fresh('search')),
  estimate: measureEstimate,
  waits: async () => measureWaits(),
  'drawn-paper': measureDrawnPaper,
  'tap-screen': () => onKiosk('tap-screen', (found) => measureTapScreen(found, fresh('tap-screen'))),
  'tap-paper': () => onKiosk('tap-paper', (found) => measureTapPaper(found, fresh('tap-paper'))),
  'check-in': measureCheckIn,
  'call-display': async () => measureCallDisplay(fresh('call-display')),
  start: () => onKiosk('start', (found) => measureStart(found, history())),
  memory: () => measureMemory(history(), fresh('memory')),
  'visitor-js': measureVisitorJs,
  'visitor-memory': () => onKiosk('visitor-memory', (found) => measureVisitorMemory(found, fresh('visitor-memory'))),
  'long-tasks': () => onKiosk('long-tasks', (found) => measureLongTasks(found, fresh('long-tasks'))),
};

function limitOf({ ratio, limit, unit, atLeast }: Row): string {
  const bound = `${atLeast ? '≥' : '≤'} ${limit}`;
  return ratio === undefined ? `${bound} ${unit}` : `${ratio} × base, ${bound} ×`;
}

function asTable(row: Row | Unmeasured): string {
  const cells = 'unmeasured' in row
    ? [row.row, '—', '', '', `not measured here: ${row.unmeasured}`]
    : [row.row, `${row.value} ${row.unit}`, limitOf(row), row.ok ? 'ok' : row.atLeast ? 'UNDER' : 'OVER', row.note];
  return [15, 16, 26, 7, 0].map((width, i) => (cells[i] ?? '').padEnd(width)).join('').trimEnd();
}

const { values, positionals } = parseArgs({ options: { json: { type: 'boolean', default: false } }, allowPositionals: true });
const unknown = positionals.filter((name) => !Object.hasOwn(ROWS, name));
if (unknown.length > 0) {
  console.error(`No such row: ${unknown.join(', ')}. There are: ${Object.keys(ROWS).join(', ')}.`);
  process.exit(2);
}
if (!values.json) console.log(['row'.padEnd(15), 'value'.padEnd(16), 'limit'.padEnd(26), ''.padEnd(7), 'what'].join(''));
let over = false;
for (const [name, measure] of Object.entries(ROWS)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const row = await measure();
  over ||= !('unmeasured' in row) && !row.ok;
  console.log(values.json ? JSON.stringify(row) : asTable(row));
}
const found = await shell;
if (found?.kind === 'found') await found.close();
process.exitCode = over ? 1 : 0;
