/** Giving an opinion, from the door and of a turn that was served: a touch a page, read by staff once there are five, and nothing of whose it is. */
import type { Command } from '../../shared/contract/commands.ts';
import { DeskId, ServiceId } from '../../shared/domain/ids.ts';
import { openScreen } from '../fixtures/screen.ts';
import { commandIds, testChance } from '../fixtures/world.ts';
import { expectNoViolations } from './axe.ts';
import { expect, test } from './centre.ts';
import { press } from './midday.ts';
import { expectInMode, modesOf } from './modes.ts';
import { speakPseudo } from './pseudo.ts';
import { expectNothingOverflows } from './overflow.ts';
import { onEach, SIZES } from './sizes.ts';
import { characters, typeLikeReader } from './typing-reader.ts';

const newId = commandIds(testChance(113));
const EMPLOYMENT = ServiceId.parse('employment');
const DESK = DeskId.parse('desk-1');

test('[Q7] three touches say how it went, and staff read it with the four before', async ({ page, centre, context }) => {
  const staff = openScreen(centre.web, 'staff');
  const face = { kind: 'opinion.give', face: 'good', service: EMPLOYMENT, answer: 1 } as const satisfies Omit<Extract<Command, { kind: 'opinion.give' }>, 'id'>;
  for (let n = 0; n < 4; n += 1) await staff.call({ ...face, id: newId() });
  const desk = await context.newPage();
  await desk.setViewportSize(SIZES[2]);
  await desk.goto(`${centre.web}/staff?desk=desk-3`);
  await expect(desk.getByTestId('opinions')).toContainText('Todavía no');

  await page.setViewportSize(SIZES[0]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${centre.web}/visitor`);
  await press(page, 'Dar su opinión');
  await expect(page.getByText('Paso 1 de 3')).toBeVisible();
  await press(page, 'Trabajo');
  await expect(page.getByText('Paso 2 de 3')).toBeVisible();
  for (const mode of modesOf(0)) await expectInMode(page, mode, 'opinion: faces', true);
  await press(page, 'Bien');
  for (const mode of modesOf(2)) await expectInMode(page, mode, 'opinion: question', false);
  await press(page, 'Ayuda para hallar trabajo');
  await expect(page.getByTestId('thanked')).toBeVisible();

  const row = desk.getByTestId('opinions').getByRole('row', { name: /Trabajo/ });
  await expect(row.first()).toContainText('500');
  await expectNoViolations(desk, 'opinions');
  await onEach(desk, async () => {
    expect(await desk.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });
  staff.close();
});

test('[X2] a turn that was served is asked how it went, in words longer by two fifths too, and only its service goes along', async ({ page, centre }) => {
  const [door, staff] = [openScreen(centre.web, 'visitor'), openScreen(centre.web, 'staff')];
  const reply = await door.call({ kind: 'ticket.issue', id: newId(), service: EMPLOYMENT, language: 'es' });
  if (reply.kind !== 'done' || reply.outcome.kind !== 'issued') throw new Error(JSON.stringify(reply));
  const { visit } = reply.outcome;
  await staff.call({ kind: 'desk.open', id: newId(), desk: DESK, agent: null, takeOver: true });
  for (const kind of ['desk.call', 'desk.start', 'desk.finish'] as const) await staff.call({ kind, id: newId(), desk: DESK, visit });

  const sent: string[] = [];
  page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(String(payload))));
  await page.setViewportSize(SIZES[0]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await speakPseudo(page, 'pt');
  await page.goto(`${centre.web}/visitor`);
  await press(page, 'Português');
  await onEach(page, async ({ width }) => expectNothingOverflows(page, `home ${width}`));
  await typeLikeReader(page, characters(visit));
  const look = async (screen: string): Promise<void> => onEach(page, async ({ width }) => expectNothingOverflows(page, `${screen} ${width}`));
  const opine = page.locator('footer button').first();
  await expect(opine).toBeEnabled();
  await look('turn that is over');
  await opine.click();
  await expect(page.locator('button[data-face]')).toHaveCount(3);
  await look('faces');
  await page.locator('button[data-face=soSo]').click();
  await look('question');
  await page.locator('main ul button').last().click();
  await expect(page.getByTestId('thanked')).toBeVisible();
  await look('thanks');
  const [opinion, ...more] = sent.filter((frame) => frame.includes('opinion.give'));
  expect(more).toEqual([]);
  expect(opinion).toContain('"service":"employment"');
  expect(opinion).not.toContain(visit);
  door.close();
  staff.close();
});
