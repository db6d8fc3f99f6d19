/** What people are told of their paper: where the printer can't say whether it came out, and of the slip of a place that is kept. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Centre } from '../../shared/domain/centre.ts';
import { DeskId, ServiceId } from '../../shared/domain/ids.ts';
import { startCentre } from '../fixtures/centre.ts';
import { putOnTcp, REAL_TIMERS } from '../fixtures/printer/on-tcp.ts';
import { SimPrinter } from '../fixtures/printer/sim-printer.ts';
import { openScreen } from '../fixtures/screen.ts';
import { commandIds, testChance, testFolder } from '../fixtures/world.ts';
import { expectNoViolations } from './axe.ts';
import { expect, test } from './centre.ts';

const DEMO = join(import.meta.dirname, '..', '..', 'assets', 'demo', 'centre.json');
const ORIENTATION = ServiceId.parse('orientation');

test('[P2] a printer that confirms nothing is labelled in the staff window, and troubles nobody per ticket', async ({ centre, paper, browser }) => {
  const [visitor, staff] = [await browser.newPage(), await browser.newPage({ viewport: { width: 1280, height: 800 } })];
  await Promise.all([visitor.goto(`${centre.web}/visitor`), staff.goto(`${centre.web}/staff?desk=desk-3`)]);
  await expect(staff.getByTestId('printer')).toContainText('sin confirmación');
  await visitor.getByRole('button', { name: /Tomar un turno/ }).click();
  await visitor.getByRole('button', { name: /Orientación/ }).click();
  await expect(visitor.getByTestId('paper')).toContainText('Si el papel no sale');
  await paper.paper(0);
  await expect(staff.getByRole('status').filter({ hasText: 'A 001' })).toHaveCount(0);
});

test('[P2] a printer that confirms its paper has no such label', async ({ browser }) => {
  const centre = await startCentre();
  try {
    const staff = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await staff.goto(`${centre.web}/staff?desk=desk-3`);
    await expect(staff.getByRole('button', { name: /Llamar siguiente/ })).toBeVisible();
    await expect(staff.getByTestId('printer')).toHaveCount(0);
  } finally {
    await centre.stop();
  }
});

test('[P4] whoever keeps a place for another day is told what became of its slip', async () => {
  const folder = testFolder();
  const demo = Centre.parse(JSON.parse(readFileSync(DEMO, 'utf8')));
  const services = demo.services.map((service) => (service.id === ORIENTATION ? { ...service, limits: { daily: 1, keptPlaces: 1 } } : service));
  const centreFile = join(folder.path, 'centre.json');
  writeFileSync(centreFile, JSON.stringify({ ...demo, services }));
  const centre = await startCentre({ centreFile });
  const door = openScreen(centre.web, 'visitor');
  try {
    const newId = commandIds(testChance(71));
    await door.call({ kind: 'ticket.issue', id: newId(), service: ORIENTATION, language: 'es' });
    const reply = await door.call({ kind: 'place.keep', id: newId(), service: ORIENTATION, language: 'es', pictures: ['cat', 'moon'] });
    if (reply.kind !== 'done' || reply.outcome.kind !== 'kept') throw new Error(JSON.stringify(reply));
    const { appointment } = reply.outcome;
    expect((await door.until({ kind: 'slip', appointment }, ({ state }) => state !== 'waiting')).state).toBe('printed');
  } finally {
    door.close();
    await centre.stop();
    folder.remove();
  }
});

test('[P2][P4] with a printer that answers, a paper that came out is said to be out, and one that can’t come out now is told at once and comes with a new roll; staff read what the printer wants', async ({ page }) => {
  const sim = new SimPrinter({ timers: REAL_TIMERS, lines: 1000, nearEndLines: 100 });
  const line = await putOnTcp(sim);
  const centre = await startCentre({ printer: { kind: 'tcp', host: '127.0.0.1', port: line.port, confirms: 'jobId', name: 'La de la puerta' } });
  const [door, staff] = [openScreen(centre.web, 'visitor'), openScreen(centre.web, 'staff')];
  try {
    const newId = commandIds(testChance(72));
    const became = async (): Promise<string> => {
      const reply = await door.call({ kind: 'ticket.issue', id: newId(), service: ORIENTATION, language: 'es' });
      if (reply.kind !== 'done' || reply.outcome.kind !== 'issued') throw new Error(JSON.stringify(reply));
      return (await door.until({ kind: 'paper', visit: reply.outcome.visit }, ({ state }) => state !== 'waiting')).state;
    };
    expect(await became()).toBe('printed');
    expect(sim.papers).toHaveLength(1);
    sim.load(0);
    expect(await became()).toBe('held');
    const desk = DeskId.parse('desk-3');
    const { printers } = await staff.until({ kind: 'staff', desk }, (view) => view.printers[0]?.condition === 'paperOut');
    expect(printers[0]).toMatchObject({ confirms: true });
    sim.load(100);
    await staff.until({ kind: 'staff', desk }, (view) => view.printers[0]?.condition === 'paperLow');
    expect(sim.papers).toHaveLength(2);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(`${centre.web}/staff?desk=desk-3`);
    await expect(page.getByTestId('printer-condition')).toContainText('Queda poco papel en la impresoraImpresora: La de la puerta');
    await expectNoViolations(page, 'staff');
    await page.screenshot({ path: test.info().outputPath('staff.png') });
  } finally {
    door.close();
    staff.close();
    await centre.stop();
    await line.close();
  }
});
