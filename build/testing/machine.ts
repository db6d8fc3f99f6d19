/**
 * The parts of the operating system that tests and voices need, and how they are had.
 *
 * In: what is on this machine. Out: what is missing, and the command that brings it; as root on
 * Debian it runs that command. It installs nothing else, and nothing for an ordinary user.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

/** A part, and what Debian's releases call its package, newest name first. */
export interface Part {
  readonly name: string;
  readonly debian: readonly string[];
  readonly found: () => boolean;
}

/** First of these programs in PATH. */
export function findProgram(...names: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const BROWSERS_ELSEWHERE = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** A Chromium for Playwright: the one asked for, the system's, or Playwright's own. */
export function findChromium(): string | undefined {
  const asked = process.env.UMBRAL_CHROMIUM;
  if (asked !== undefined && asked !== '') return existsSync(asked) ? asked : undefined;
  return (
    findProgram('chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome') ??
    [...BROWSERS_ELSEWHERE, chromium.executablePath()].find(existsSync)
  );
}

function hasLibrary(name: string): boolean {
  const listed = spawnSync(findProgram('ldconfig') ?? '/sbin/ldconfig', ['-p'], { encoding: 'utf8' });
  return listed.status === 0 && listed.stdout.includes(name);
}

const program = (name: string, debian: string): Part => ({ name, debian: [debian], found: () => findProgram(name) !== undefined });
const library = (name: string, ...debian: readonly string[]): Part => ({ name, debian, found: () => hasLibrary(name) });

export const BROWSER_PARTS: readonly Part[] = [{ name: 'Chromium', debian: ['chromium'], found: () => findChromium() !== undefined }];

/** What Electron needs on a Linux machine with no screen. A display of one's own has most of it. */
export const ELECTRON_PARTS: readonly Part[] =
  process.platform === 'linux'
    ? [
        program('Xvfb', 'xvfb'),
        program('openbox', 'openbox'),
        library('libgtk-3.so.0', 'libgtk-3-0t64', 'libgtk-3-0'),
        library('libnss3.so', 'libnss3'),
        library('libasound.so.2', 'libasound2t64', 'libasound2'),
        library('libgbm.so.1', 'libgbm1'),
      ]
    : [];

/** What makes the screens' voices when they are built, and those of a centre's own words at its station. */
export const VOICE_PARTS: readonly Part[] = process.platform === 'linux' ? [program('espeak-ng', 'espeak-ng'), program('opusenc', 'opus-tools')] : [];

export const SOCAT = program('socat', 'socat');
export const ZBARIMG = program('zbarimg', 'zbar-tools');
export const TESSERACT = program('tesseract', 'tesseract-ocr');
/** With what prints on a network printer: Debian has that in another package than the scheduler. */
const isCupsWhole = (): boolean => findProgram('cupsd') !== undefined && findProgram('lpadmin') !== undefined && existsSync('/usr/lib/cups/backend/socket');
export const CUPS: Part = { name: 'CUPS', debian: ['cups'], found: isCupsWhole };

/** What a reader of printed text knows of a language. @param code as it calls the language: `spa`, `ara`, `chi_sim`. */
export function ocrData(code: string): Part {
  const found = (): boolean => spawnSync('tesseract', ['--list-langs'], { encoding: 'utf8' }).stdout?.split('\n').includes(code) ?? false;
  return { name: `tesseract’s ${code}`, debian: [`tesseract-ocr-${code.replaceAll('_', '-')}`], found };
}

export const OCR_LANGUAGES = { es: ocrData('spa'), ar: ocrData('ara'), zh: ocrData('chi_sim') } as const;

/** What a printer is held to that others made: a line that can be unplugged, readers of codes and of text, a spooler. */
export const PAPER_PARTS: readonly Part[] = process.platform === 'linux' ? [SOCAT, ZBARIMG, TESSERACT, ...Object.values(OCR_LANGUAGES), CUPS] : [];

export function missing(parts: readonly Part[]): readonly Part[] {
  return parts.filter((part) => !part.found());
}

function isDebian(): boolean {
  try {
    return /^ID="?debian"?$/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

/** The one command that brings these parts, where it is known. */
export function commandFor(parts: readonly Part[]): string | undefined {
  if (parts.length === 0) return undefined;
  if (isDebian()) return `sudo apt-get install --no-install-recommends -y ${parts.map(packageOf).join(' ')}`;
  const ofBrowser = [...BROWSER_PARTS, ...ELECTRON_PARTS];
  if (!parts.some((part) => ofBrowser.includes(part))) return undefined;
  return process.platform === 'linux' ? 'sudo npx playwright install --with-deps chromium' : 'npx playwright install chromium';
}

/** In a sentence what of these is not here, and what would bring it; undefined where all is. */
export function whyLacking(parts: readonly Part[]): string | undefined {
  const absent = missing(parts);
  if (absent.length === 0) return undefined;
  const command = commandFor(absent);
  return `this machine has no ${absent.map((part) => part.name).join(', ')}${command === undefined ? '' : ` (${command})`}`;
}

/** Releases renamed some packages; the first name that this release can install is the one. */
function packageOf(part: Part): string {
  const installable = (name: string): boolean => {
    const { status, stdout } = spawnSync('apt-cache', ['policy', name], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
    return status === 0 && /Candidate: (?!\(none\))/.test(stdout);
  };
  return part.debian.find(installable) ?? part.debian.at(-1) ?? part.name;
}

/**
 * Brings the missing parts as root on Debian; elsewhere says what would.
 * @param say gets each line for a person.
 * @param what they are for, in the words of a sentence that begins «to».
 */
export function provide(parts: readonly Part[], say: (line: string) => void, what = 'have every test run'): void {
  const wanted = missing(parts);
  if (wanted.length === 0) return;
  const names = wanted.map((part) => part.name).join(', ');
  if (!isDebian() || process.getuid?.() !== 0) {
    const command = commandFor(wanted);
    say(`Missing on this machine: ${names}.${command === undefined ? '' : ` To ${what}: ${command}`}`);
    return;
  }
  say(`Installing with apt-get, to ${what}: ${names}…`);
  const apt = (...args: readonly string[]): boolean => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const { status, stdout, stderr } = spawnSync('apt-get', ['-q', ...args], { env, encoding: 'utf8' });
    if (status !== 0) say(`apt-get ${args[0]} failed:\n${`${stdout}${stderr}`.trim().split('\n').slice(-8).join('\n')}`);
    return status === 0;
  };
  // A fresh machine knows no package until the lists are fetched, and so no package's name either.
  if (apt('update')) apt('install', '--no-install-recommends', '-y', ...wanted.map(packageOf));
}
