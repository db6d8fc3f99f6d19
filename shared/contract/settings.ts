/** Settings files: what a station and a server read once, at start, and how a bad one is told. */
import { z } from 'zod';
import { DeviceName } from '../domain/entries/introduction.ts';
import { CannotGoOn } from './problem.ts';

const host = z.string().min(1).max(253);
/** 0 lets the system choose; tests do. */
const port = z.int().min(0).max(65_535);
const baud = z.int().min(1200).max(4_000_000);

/** What is said of every printer; `npm run printer` finds it out. */
const everyPrinter = {
  /** What staff call it, by which they know where it stands; its address, where none is given. */
  name: z.string().min(1).max(60).optional(),
  /** Dots across what it prints: 384 on 58 mm paper, 512 or 576 on 80 mm; 576 where nothing is said. */
  dots: z.union([z.literal(384), z.literal(512), z.literal(576)]).optional(),
  /** Whether it has the letters of Windows 1252, or all it prints is to be drawn; it has them where nothing is said. */
  letters: z.enum(['wpc1252', 'drawn']).optional(),
  /** Whether it makes QR codes itself, or they are to be drawn; it makes them where nothing is said. */
  qr: z.enum(['command', 'drawn']).optional(),
  /** Whether it cuts; it does where nothing is said. */
  cutter: z.boolean().optional(),
};

/**
 * How it says that a paper came out, where it can: by the id of the job, or by its paper status behind
 * it. Without it none of its papers is confirmed.
 */
const confirms = z.enum(['jobId', 'paperStatus']).optional();

export const PrinterSettings = z.discriminatedUnion('kind', [
  /** A folder that gets each ticket as raw bytes and as a picture; relative to the data folder. */
  z.strictObject({ kind: z.literal('virtual'), folder: z.string().min(1), ...everyPrinter }),
  /** A network printer, usually on port 9100. */
  z.strictObject({ kind: z.literal('tcp'), host, port: port.min(1), confirms, ...everyPrinter }),
  /** On a serial line, or on USB where it looks like one: `/dev/ttyUSB0`, `COM3`. */
  z.strictObject({ kind: z.literal('serial'), path: z.string().min(1).max(200), baud, confirms, ...everyPrinter }),
  /** On USB, as Linux gives it: `/dev/usb/lp0`. */
  z.strictObject({ kind: z.literal('usb'), path: z.string().min(1).max(200), confirms, ...everyPrinter }),
  /** A queue of the system's own spooler, which says of no paper that it came out. */
  z.strictObject({ kind: z.literal('spooler'), queue: z.string().regex(/^[\w.-]{1,127}$/), ...everyPrinter }),
]);
export type PrinterSettings = z.infer<typeof PrinterSettings>;

/** Where a printer is, apart from how it prints. */
function doorOf(printer: PrinterSettings): string {
  switch (printer.kind) {
    case 'virtual':
      return `virtual ${printer.folder}`;
    case 'tcp':
      return `tcp ${printer.host.toLowerCase()}:${printer.port}`;
    // One device, whatever it is taken for.
    case 'serial':
    case 'usb':
      return `device ${printer.path}`;
    case 'spooler':
      return `spooler ${printer.queue}`;
    default:
      return printer satisfies never;
  }
}

/** Two at one door would print into each other's papers, and a name that both have tells nobody where a paper is. */
function areTwo({ printer, secondPrinter: second }: { readonly printer: PrinterSettings; readonly secondPrinter?: PrinterSettings | undefined }): boolean {
  const known = (name: string | undefined): string | undefined => name?.normalize('NFC').trim().toLowerCase();
  return second === undefined || (doorOf(printer) !== doorOf(second) && known(printer.name) !== known(second.name));
}

/** The longest address that a small paper's QR still carries in dots a cheap reader can tell apart. */
export const LONGEST_PUBLIC_URL = 60;

/**
 * Where phones reach the centre's server from outside: an https address without a path. Only on this
 * very machine, for trying it out, may it be http.
 */
export const PublicUrl = z
  .string()
  .max(LONGEST_PUBLIC_URL)
  .regex(/^(?:https:\/\/[a-z0-9][a-z0-9.-]*|http:\/\/(?:127\.0\.0\.1|localhost))(?::\d{1,5})?$/, 'an address like https://turnos.example.org, without a path');
export type PublicUrl = z.infer<typeof PublicUrl>;

/** [X4] What staff may make of the times after which a screen asks whether anybody is there: up to ten of them (WCAG 2.2.1), never less than one. */
export const Patience = z.number().min(1).max(10);

/** `config.json` in a station's data folder. Written with these defaults at first start. */
export const StationSettings = z.strictObject({
  /**
   * The centre's file; relative to the data folder. Only on the machine where the centre is
   * described: a device that joins it has none, and knows the centre from the journal.
   */
  centreFile: z.string().min(1).optional(),
  /** Services in HSDS, relative to the data folder: they come in once, where the centre has none yet. Only beside `centreFile`. */
  directoryFile: z.string().min(1).optional(),
  /** How this device introduces itself to whoever lets it in; the machine's own name where none is given. */
  name: DeviceName.optional(),
  /** Where browsers find the screens. Loopback unless an administrator opens it [W1]. */
  web: z.strictObject({ host: z.enum(['127.0.0.1', '::1', 'localhost']), port }),
  /** The centre's server; and where this is its first device, the file with its code, relative to the data folder. */
  server: z.strictObject({ url: z.url({ protocol: /^https?$/ }), codeFile: z.string().min(1).optional() }),
  /** [X6] The same as in the server's settings; where it is missing nothing promises a phone page. `UMBRAL_PUBLIC_URL` comes before it. */
  publicUrl: PublicUrl.optional(),
  printer: PrinterSettings,
  /** Where a paper goes that the first one refused. Visitors are told its name, so it has one. */
  secondPrinter: PrinterSettings.refine(({ name }) => name !== undefined, { path: ['name'], error: 'say what people call it: whoever takes a paper there is told by this name' }).optional(),
  /** A reader of codes on a serial line, or on USB where it looks like one. Those that type need no line here. */
  scanner: z.strictObject({ path: z.string().min(1).max(200), baud: baud.optional() }).optional(),
  /** How many times as long its screen waits for a visitor who does nothing; once, where nothing is said. */
  patience: Patience.optional(),
}).refine(areTwo, { path: ['secondPrinter'], error: 'it is another printer than the first one: give it a name and a place of its own' });
export type StationSettings = z.infer<typeof StationSettings>;

/** `config.json` in a server's data folder. */
export const ServerSettings = z.strictObject({
  host: z.enum(['127.0.0.1', '::1', 'localhost']),
  port,
  /** A PostgreSQL database that keeps the order; without it a file in the data folder does. `DATABASE_URL` comes before it. */
  databaseUrl: z.string().min(1).max(2000).optional(),
  /** [X6] With it, and only then, a phone may follow a turn there. `UMBRAL_PUBLIC_URL` comes before it. */
  publicUrl: PublicUrl.optional(),
});
export type ServerSettings = z.infer<typeof ServerSettings>;

/** Default ports; neighbours of nothing well known. */
export const SERVER_PORT = 4310;
export const WEB_PORT = 4311;

/** @throws CannotGoOn `badFile` where the environment's address is none. Empty counts as not there: a shell can't easily unset what it inherited. */
export function publicUrlFrom(environment: string | undefined, settings: { readonly publicUrl?: PublicUrl | undefined }): PublicUrl | undefined {
  if (environment === undefined || environment === '') return settings.publicUrl;
  const read = PublicUrl.safeParse(environment);
  if (read.success) return read.data;
  throw new CannotGoOn('badFile', `UMBRAL_PUBLIC_URL can't be used: it is to be ${read.error.issues.map(({ message }) => message).join('; ')}. Correct it or unset it. No data was touched.`);
}

/**
 * Reads a JSON file's text against its schema.
 * @param name how the message names the file.
 * @throws CannotGoOn `badFile`, naming the file, each fault and what to do.
 */
export function readSettings<T>(schema: z.ZodType<T>, name: string, text: string): T {
  let raw: unknown;
  try {
    // Some editors begin a file with a mark nobody sees.
    raw = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new CannotGoOn('badFile', `${name} is not valid JSON: ${detail}. Correct it, or put the one before back. No data was touched.`);
  }
  const read = schema.safeParse(raw);
  if (read.success) return read.data;
  const faults = read.error.issues.map((issue) => `${issue.path.join('.') || '(top)'}: ${issue.message}`);
  throw new CannotGoOn('badFile', `${name} can't be used: ${faults.join('; ')}. Correct it, or put the one before back. No data was touched.`);
}
