/**
 * The station is killed with SIGKILL, fifty times, at random points, while tickets are being given:
 * no number that was shown is lost or given twice, and none is printed twice.
 */
import Database from 'better-sqlite3';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { CommandId, ServiceId, VisitId } from '../../shared/domain/ids.ts';
import { EntryId, readEntry } from '../../shared/domain/entries/entry.ts';
import { spellLabel } from '../../shared/domain/label.ts';
import { systemChance } from '../../main/station/chance.ts';
import { openScreen, type TestScreen } from '../fixtures/screen.ts';
import { linesOf } from '../fixtures/paper-listener.ts';
import type { RunningCentre } from '../fixtures/centre.ts';
import { expect, test } from './centre.ts';

const KILLS = 50;
const SCREENS = 3;

interface Shown {
  readonly label: string;
  /** A page shows no id; a bare screen knows it. */
  readonly visit: VisitId | undefined;
}

test('[J2] [J18] [N1] fifty kills: no number shown is lost or given twice', async ({ centre, paper, page }) => {
  test.setTimeout(400_000);
  const shown: Shown[] = [];
  const going = { on: true };
  const services = ['orientation', 'health', 'education'].map((id) => ServiceId.parse(id));
  const screens = services.slice(0, SCREENS).map(() => openScreen(centre.web, 'visitor'));
  const issuing = screens.map((screen, i) => keepIssuing(screen, services[i] ?? services[0] ?? ServiceId.parse('orientation'), shown, going));
  await page.goto(`${centre.web}/visitor`);
  const tapping = keepTapping(page, shown, going);

  const byScreens = (): number => shown.filter(({ visit }) => visit !== undefined).length;
  const byPage = (): number => shown.length - byScreens();
  for (let kill = 0; kill < KILLS; kill += 1) {
    // Each life of the station must do something worth killing it in: for a bare screen always, and
    // every fifth time for the page, which takes longer to come back and through its two taps.
    const before = { screens: byScreens(), page: byPage() };
    await expect.poll(byScreens).toBeGreaterThan(before.screens);
    if (kill % 5 === 0) await expect.poll(byPage, { timeout: 20_000 }).toBeGreaterThan(before.page);
    await new Promise((resolve) => setTimeout(resolve, randomInt(0, 250)));
    await centre.station.kill();
    await centre.restartStation();
  }
  going.on = false;
  await Promise.all([...issuing, tapping]);
  for (const screen of screens) screen.close();

  const issued = issuedIn(centre);
  const labels = issued.map(({ label }) => label);
  expect(new Set(labels).size, 'a label was given twice').toBe(labels.length);
  const lost = shown.filter(({ label, visit }) => !issued.some((one) => one.label === label && (visit === undefined || one.visit === visit)));
  expect(lost, 'numbers that were shown and are not in the journal').toEqual([]);
  expect(new Set(shown.map(({ label }) => label)).size, 'a number was shown to two people').toBe(shown.length);

  const papers = paper.papers.map((each) => linesOf(each).find((line) => /^[A-Z]{1,4} \d{3,4}$/.test(line)));
  expect(new Set(papers).size, 'a ticket was printed twice').toBe(papers.length);

  // The server's order holds every one of them, once.
  await expect.poll(() => orderedIn(centre), { timeout: 40_000 }).toEqual(labels.toSorted());
  test.info().annotations.push({ type: 'measured', description: `${KILLS} kills, ${issued.length} tickets given, ${shown.length} numbers shown (${byPage()} by a page), ${papers.length} papers` });
});

async function keepIssuing(screen: TestScreen, service: ServiceId, shown: Shown[], going: { on: boolean }): Promise<void> {
  while (going.on) {
    const reply = await screen.call({ kind: 'ticket.issue', id: CommandId.parse(systemChance.id()), service, language: 'es' });
    if (reply.kind === 'refused') throw new Error(`no ticket: ${reply.why}`);
    if (reply.outcome.kind === 'issued') shown.push({ label: spellLabel(reply.outcome.label), visit: reply.outcome.visit });
  }
}

/** A visitor after another at a real page, which heals by itself each time the station dies. */
async function keepTapping(page: Page, shown: Shown[], going: { on: boolean }): Promise<void> {
  const [turn, legal, finish] = [/Tomar un turno/, /legal/i, 'Terminar'].map((name) => page.getByRole('button', { name }));
  const number = page.getByTestId('number');
  if (!turn || !legal || !finish) throw new Error('three buttons have three places');
  while (going.on) {
    await tapUntil(turn, legal);
    await tapUntil(legal, number);
    const label = await number.innerText();
    shown.push({ label: label.replace(/\s+/g, '\u00a0'), visit: undefined });
    await tapUntil(finish, turn);
  }
}

/** A finger that lands in the very moment the page says «un momento» has touched nothing: who sees the same page again taps again. */
async function tapUntil(button: Locator, seen: Locator): Promise<void> {
  await expect(async () => {
    if (await seen.isVisible()) return;
    await button.click({ timeout: 2_000 });
    await seen.waitFor({ timeout: 4_000 });
  }).toPass();
}

function issuedIn(centre: RunningCentre): { label: string; visit: VisitId }[] {
  return ticketsIn(join(centre.stationData, 'station.sqlite'), 'SELECT bytes FROM places UNION ALL SELECT bytes FROM own');
}

function orderedIn(centre: RunningCentre): string[] {
  return ticketsIn(join(centre.serverData, 'centre.sqlite'), 'SELECT bytes FROM entries').map(({ label }) => label).toSorted();
}

function ticketsIn(file: string, sql: string): { label: string; visit: VisitId }[] {
  const db = new Database(file, { readonly: true });
  const rows = db.prepare<[], { bytes: string }>(sql).all();
  db.close();
  return rows.flatMap(({ bytes }) => {
    const read = readEntry(bytes, EntryId.parse(JSON.parse(bytes)));
    if (read.kind !== 'known' || read.entry.type !== 'ticket.issued') return [];
    return [{ label: spellLabel(read.entry.payload.label), visit: read.entry.payload.visit }];
  });
}
