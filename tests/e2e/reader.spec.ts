/** A visitor holds the paper of their turn to a reader, on a serial line or one that types, and sees the turn as it stands. */
import { DeskId, ServiceId } from '../../shared/domain/ids.ts';
import { spellLabel } from '../../shared/domain/label.ts';
import { startCentre } from '../fixtures/centre.ts';
import { keysOf } from '../fixtures/layouts.ts';
import { need, SOCAT } from '../fixtures/parts.ts';
import { readerOnPty } from '../fixtures/reader/on-pty.ts';
import { openScreen } from '../fixtures/screen.ts';
import { commandIds, testChance } from '../fixtures/world.ts';
import { expect, test } from './centre.ts';
import { look, press } from './midday.ts';
import { typeLikeReader } from './typing-reader.ts';

const newId = commandIds(testChance(97));
const DESK = DeskId.parse('desk-1');
const WORDS = { hold: /Acérquelo al lector/, own: 'Este es su turno', one: /Hay 1 persona antes/, none: /Nadie espera antes/, called: 'Le llaman: pase a la ventanilla 1.', reprint: 'Imprimir otra vez', leave: 'Dejar la fila', finish: 'Terminar', unknown: /No conocemos ese código/, home: 'Volver al inicio', over: 'Ya le atendieron con este turno.' };

test('[X1] a ticket held to a reader is its holder’s turn: who is before it, at which desk it is called, that it is over', async ({ page }) => {
  need((isMissing, why) => test.skip(isMissing, why), SOCAT);
  test.setTimeout(90_000);
  const reader = await readerOnPty();
  const centre = await startCentre({ scanner: { path: reader.port.path } });
  const [door, staff] = [openScreen(centre.web, 'visitor'), openScreen(centre.web, 'staff')];
  const issue = async () => {
    const reply = await door.call({ kind: 'ticket.issue', id: newId(), service: ServiceId.parse('employment'), language: 'es' });
    if (reply.kind !== 'done' || reply.outcome.kind !== 'issued') throw new Error(JSON.stringify(reply));
    return reply.outcome;
  };
  const [first, { visit, label }] = [await issue(), await issue()];
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${centre.web}/visitor`);
  await expect(page.getByText(WORDS.hold)).toBeVisible();
  await look(page, 'home with a reader');

  reader.says(`${visit}\r\n`);
  await expect(page.getByTestId('number')).toHaveText(spellLabel(label));
  await expect(page.getByText(WORDS.one).first()).toBeVisible();
  await expect(page.getByRole('button', { name: WORDS.reprint })).toBeVisible();
  await expect(page.getByRole('button', { name: WORDS.leave })).toHaveCount(0);
  // Called while its holder looks at it.
  await staff.call({ kind: 'desk.open', id: newId(), desk: DESK, agent: null, takeOver: true });
  await staff.call({ kind: 'desk.call', id: newId(), desk: DESK, visit });
  await expect(page.getByTestId('stands')).toHaveText(WORDS.called);
  await look(page, 'turn that is called');
  for (const kind of ['desk.start', 'desk.finish'] as const) await staff.call({ kind, id: newId(), desk: DESK, visit });
  await expect(page.getByTestId('stands')).toHaveText(WORDS.over);
  await expect(page.getByRole('button', { name: WORDS.reprint })).toHaveCount(0);
  await press(page, WORDS.finish);

  // Somebody else's code; and, on the page that says so, one of ours, from a reader that types, on a French keyboard, and ends with Tab.
  reader.says('4006381333931\r');
  await expect(page.getByRole('alert')).toContainText(WORDS.unknown);
  await typeLikeReader(page, keysOf(first.visit, 'french'), ['Tab', 'Enter']);
  await expect(page.getByTestId('number')).toHaveText(spellLabel(first.label));
  await expect(page.getByText(WORDS.none).first()).toBeVisible();
  await expect(page.getByRole('heading')).toBeFocused();

  // [X4] Where nobody listens a scan is over: it comes up on no later page.
  reader.says(`${visit}\r`);
  await door.until({ kind: 'scan' }, ({ latest }) => latest !== null);
  await press(page, WORDS.finish);
  await door.until({ kind: 'scan' }, ({ latest }) => latest === null);
  await expect(page.getByText(WORDS.hold)).toBeVisible();
  for (const screen of [door, staff]) screen.close();
  await centre.stop();
  await reader.close();
});
