/** What people are told of their paper: where the printer can't say whether it came out, and of the slip of a place that is kept. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { decodePaper } from '../../main/station/printing/index.ts';
import type { PrinterSettings } from '../../shared/contract/settings.ts';
import { Centre } from '../../shared/domain/centre.ts';
import { ServiceId } from '../../shared/domain/ids.ts';
import { startCentre } from '../fixtures/centre.ts';
import { putOnTcp, REAL_TIMERS, type PrinterOnTcp } from '../fixtures/printer/on-tcp.ts';
import { SimPrinter } from '../fixtures/printer/sim-printer.ts';
import { openScreen } from '../fixtures/screen.ts';
import { commandIds, testChance, testFolder } from '../fixtures/world.ts';
import { expectNoViolations } from './axe.ts';
import { expect, test } from './centre.ts';
import { expectNothingOverflows } from './overflow.ts';

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
    await expect(staff.getByTestId('printer')).toHaveText(/lista/);
    await expect(staff.getByTestId('printer')).not.toContainText('sin confirmación');
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

// Where there is the least room.
const SMALL = { viewport: { width: 1280, height: 800 }, contextOptions: { reducedMotion: 'reduce' } } as const;

/** A printer that answers, where a network printer would be. */
async function putDown(name: string): Promise<{ readonly sim: SimPrinter; readonly line: PrinterOnTcp; readonly settings: PrinterSettings }> {
  const sim = new SimPrinter({ timers: REAL_TIMERS, lines: 1000, nearEndLines: 100 });
  const line = await putOnTcp(sim);
  return { sim, line, settings: { kind: 'tcp', host: '127.0.0.1', port: line.port, confirms: 'jobId', name } };
}

async function takeTurn(page: Page): Promise<void> {
  await page.getByRole('button', { name: /Tomar un turno/ }).click();
  await page.getByRole('button', { name: /Orientación/ }).click();
}

const banners = ({ papers }: SimPrinter): string[] => papers.map((bytes) => decodePaper(bytes).lines.find(({ reverse }) => reverse)?.text.trim() ?? '');

test.describe('with printers that answer', () => {
  test.use(SMALL);

  test('[P1][P2][P4] a paper that can’t come out now is said so at once, and comes out with a new roll; staff read what the printer wants', async ({ page: visitor, context }) => {
    const { sim, line, settings } = await putDown('La de la puerta');
    const centre = await startCentre({ printer: settings });
    const staff = await context.newPage();
    try {
      await Promise.all([visitor.goto(`${centre.web}/visitor`), staff.goto(`${centre.web}/staff?desk=desk-3`)]);
      const paper = visitor.getByTestId('paper');
      sim.load(0);
      await takeTurn(visitor);
      await expect(paper).toContainText('El papel no puede salir ahora', { timeout: 1500 });
      await expectNothingOverflows(visitor, 'held');
      await visitor.screenshot({ path: test.info().outputPath('held.png') });
      await expect(staff.getByTestId('printer-condition')).toHaveText('La impresora no tiene papelImpresora: La de la puerta');
      sim.load(100);
      await expect(paper).toHaveText('Tome su papel');
      expect(sim.papers).toHaveLength(1);
      await expect(staff.getByTestId('printer-condition')).toContainText('Queda poco papel');
      await expect(staff.getByTestId('paper-troubles')).toHaveCount(0);
    } finally {
      await centre.stop();
      await line.close();
    }
  });

  test('[P1][P4] where the first printer can’t, the second one does, and says where; staff decide about a paper in doubt, and try a printer out', async ({ page: visitor, context }) => {
    const [door, patio] = [await putDown('La de la puerta'), await putDown('El patio, junto a la escalera')];
    const centre = await startCentre({ printer: door.settings, secondPrinter: patio.settings });
    const staff = await context.newPage();
    try {
      await Promise.all([visitor.goto(`${centre.web}/visitor`), staff.goto(`${centre.web}/staff?desk=desk-3`)]);
      const paper = visitor.getByTestId('paper');
      door.sim.openCover();
      await takeTurn(visitor);
      await expect(paper).toHaveText('Su papel salió en: El patio, junto a la escalera');
      await visitor.screenshot({ path: test.info().outputPath('elsewhere.png') });
      await visitor.getByRole('button', { name: 'Terminar' }).click();
      door.sim.closeCover();
      door.sim.stall();
      await takeTurn(visitor);
      // It has bytes of it, and nobody knows how many are on paper.
      await expect.poll(() => door.sim.room).toBeLessThan(4096);
      door.line.pullThePlug();
      await expect(paper).toContainText('Si el papel no sale');
      door.sim.goOn();
      const troubles = staff.getByTestId('paper-troubles');
      await expect(troubles).toContainText('Quizá no salió el papel de A 002');
      await staff.screenshot({ path: test.info().outputPath('staff.png') });
      await expectNoViolations(staff, 'staff with papers in doubt');
      await troubles.getByRole('button', { name: /Imprimir copia/ }).click();
      await expect(troubles).toHaveCount(0);
      await expect.poll(() => [banners(door.sim), banners(patio.sim)]).toEqual([['COPIA'], ['']]);
      await staff.getByRole('button', { name: 'Página de prueba en El patio, junto a la escalera' }).click();
      await expect.poll(() => patio.sim.papers.map((bytes) => decodePaper(bytes).lines[0]?.text)).toContain('Prueba de la impresora');
    } finally {
      await centre.stop();
      await Promise.all([door.line.close(), patio.line.close()]);
    }
  });
});
