import { expect, it } from 'vitest';
import { REAL_TIMERS } from '../../../tests/fixtures/printer/on-tcp.ts';
import { formOf, USUAL_FORM } from './form.ts';
import { openPrinter, type OpeningPrinter } from './open.ts';

const opening: OpeningPrinter = { dataDir: '/nowhere', timers: REAL_TIMERS, newJobId: () => 'abc' };

it.each([
  [{ kind: 'virtual', folder: 'paper' }, 'paper', true],
  [{ kind: 'tcp', host: '192.0.2.10', port: 9100 }, '192.0.2.10:9100', false],
  [{ kind: 'tcp', host: '192.0.2.10', port: 9100, confirms: 'jobId' }, '192.0.2.10:9100', true],
  [{ kind: 'serial', path: '/dev/ttyUSB0', baud: 19_200 }, '/dev/ttyUSB0', false],
  [{ kind: 'serial', path: '/dev/ttyUSB0', baud: 19_200, confirms: 'paperStatus' }, '/dev/ttyUSB0', true],
  [{ kind: 'usb', path: '/dev/usb/lp0' }, '/dev/usb/lp0', false],
  [{ kind: 'usb', path: '/dev/usb/lp0', confirms: 'jobId' }, '/dev/usb/lp0', true],
  [{ kind: 'spooler', queue: 'door' }, 'door', false],
] as const)('[P2] %o is a printer that is called %s, and says whether it confirms', (settings, name, confirms) => {
  expect(openPrinter(settings, opening)).toMatchObject({ name, confirms });
  expect(openPrinter({ ...settings, name: 'La de la puerta' }, opening).name).toBe('La de la puerta');
});

it('[P5] nothing is drawn over a slow serial line', () => {
  const draws = (baud: number): boolean => formOf({ kind: 'serial', path: 'COM3', baud }).draws;
  expect([9600, 57_600, 115_200, 921_600].map(draws)).toEqual([false, false, true, true]);
  expect(formOf({ kind: 'usb', path: '/dev/usb/lp0' })).toEqual(USUAL_FORM);
});
