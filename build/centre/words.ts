/** What a person at the terminal reads. Pure: in, what happened; out, lines. */
import { relative } from 'node:path';
import type { PrinterSettings } from '../../shared/contract/settings.ts';

/** A path as short as it can be said from here. */
export function near(path: string): string {
  const short = relative(process.cwd(), path);
  return short === '' || short.startsWith('..') ? path : short;
}

const row = (name: string, value: string): string => `  ${name.padEnd(9)}${value}`;

export interface Standing {
  /** Where browsers find the screens; unknown where the shell keeps it to itself. */
  readonly web: string | undefined;
  /** Where staff sign in, and how the first of them does. */
  readonly admin: string | undefined;
  /** The server of the centre that this device joins. */
  readonly joins: string | undefined;
  /** Undefined where windows are open. */
  readonly noWindow: string | undefined;
  readonly paper: string | undefined;
}

/** The first sight of a running centre. */
export function welcome({ web, admin, joins, noWindow, paper }: Standing): readonly string[] {
  const screens = web === undefined ? [] : ['visitor', 'staff', 'display'].map((screen) => row(screen, `${web}/${screen}`));
  return [
    '',
    'Umbral is open.',
    ...(noWindow === undefined ? [] : [`No window, since ${noWindow}: open its screens in a browser.`]),
    '',
    ...screens,
    ...(admin === undefined ? [] : [row('admin', admin)]),
    ...(joins === undefined ? [] : [row('centre', `${joins} (until it lets this device in, the screens show the code to do it by)`)]),
    ...(paper === undefined ? [] : [row('paper', paper)]),
    '',
    'Ctrl-C closes it; everything is kept.',
  ];
}

/** The staff's pages: the way in, or as long as nobody can go in, the way to the first account. */
export function adminOf(server: string, adminCode: string | undefined): string {
  return adminCode === undefined ? `${server}/admin` : `${server}/admin/first (the first account; its code is in ${near(adminCode)})`;
}

/** Where a printer's paper goes. */
export function paperOf(printer: PrinterSettings, inStation: (folder: string) => string): string {
  switch (printer.kind) {
    case 'virtual':
      return near(inStation(printer.folder));
    case 'tcp':
      return `printer at ${printer.host}:${printer.port}`;
    case 'serial':
    case 'usb':
      return `printer on ${printer.path}`;
    case 'spooler':
      return `the system's queue ${printer.queue}`;
    default:
      return printer satisfies never;
  }
}

export function seconds(ms: number): string {
  return `${ms / 1000} s`;
}
