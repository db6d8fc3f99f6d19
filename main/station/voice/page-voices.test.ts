import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Said } from '../../../shared/contract/directory.ts';
import { need, VOICE_PARTS } from '../../../tests/fixtures/parts.ts';
import { MONDAY_NINE, testClock } from '../../../tests/fixtures/world.ts';
import { Kept } from './kept.ts';
import { PageVoices, type PageVoicesParts } from './page-voices.ts';

const es = (text: string): Said => ({ text, language: 'es' });
const PAGE = ['Vacunas gratis', 'Secretaría de Salud', 'Para niñas y niños', 'Venga por la mañana', 'El carné de vacunas', 'Calle 12 # 4-30', 'Es gratis', 'Línea de citas'].map(es);

let folder: string;
let said: number;
let troubles: unknown[];
let open: PageVoices[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'umbral-pages-'));
  [said, troubles, open] = [0, [], []];
});
afterEach(async () => {
  for (const each of open) await each.stop();
  await rm(folder, { recursive: true });
});

function voicesIn(more: Partial<PageVoicesParts> = {}): PageVoices {
  const voices = new PageVoices({ folder, clock: testClock(), timers: { after: () => () => {} }, onSaid: () => (said += 1), onTrouble: (error) => troubles.push(error), ...more });
  open.push(voices);
  return voices;
}

const ready = (voices: PageVoices, texts: readonly Said[]): Promise<unknown> => vi.waitUntil(() => voices.of(texts).isReady, { interval: 5, timeout: 8_000 });
const keysOf = (voices: PageVoices, texts: readonly Said[]): readonly string[] => Object.keys(voices.of(texts).voiced);

describe('the voice of a page', () => {
  it('[V1] is recorded when somebody listens to it, whole, and is there at once after a start', async ({ skip }) => {
    need(skip, ...VOICE_PARTS);
    const voices = voicesIn();
    expect(voices.of(PAGE)).toEqual({ voiced: {}, isReady: false });
    await ready(voices, PAGE);
    expect(said).toBeGreaterThan(0);
    const { voiced } = voices.of(PAGE);
    expect(Object.keys(voiced)).toEqual(['vacunas gratis', 'secretaría de salud', 'para niñas y niños', 'venga por la mañana', 'el carné de vacunas', 'calle 12 4 30', 'es gratis', 'línea de citas']);
    for (const name of Object.values(voiced)) expect((await readFile(join(folder, `${name}.opus`))).toString('latin1', 0, 4)).toBe('OggS');
    await voices.stop();

    const next = voicesIn();
    await ready(next, []);
    expect(next.of(PAGE)).toEqual({ voiced, isReady: true });
    expect(troubles).toEqual([]);
  });

  it('[V1] of a text that no voice speaks is none, and of a long one it is in stretches, whole or not at all', async ({ skip }) => {
    need(skip, ...VOICE_PARTS);
    const voices = voicesIn();
    const long = es(Array.from({ length: 12 }, (_, n) => `Esta es la frase número ${n + 1} de un texto que es largo.`).join(' '));
    const page = [{ text: '疫苗接种', language: 'zh' }, es('…'), { text: 'Gratuito', language: 'pt-BR' }, long];
    await ready(voices, page);
    const [first, ...stretches] = keysOf(voices, page);
    expect(first).toBe('gratuito');
    expect(stretches.length).toBeGreaterThan(1);
    expect(stretches.join(' ')).toMatch(/^esta es la frase número 1 de .* 12 de un texto que es largo$/);
    // One stretch that is gone: the others alone would say something else.
    const name = voices.of(page).voiced[stretches[0] ?? ''] ?? '';
    await voices.stop();
    await rm(join(folder, `${name}.opus`));
    const next = voicesIn();
    await ready(next, []);
    expect(keysOf(next, page)).toEqual(['gratuito']);
    await ready(next, page);
    expect(keysOf(next, page)).toEqual(['gratuito', ...stretches]);
  });

  it('[V1] is there for the latest page first, and others wait in no endless line', async ({ skip }) => {
    need(skip, ...VOICE_PARTS);
    const pages = Array.from({ length: 9 }, (_, page) => Array.from({ length: 14 }, (_unused, n) => es(`Página ${page}, línea ${n}`)));
    const voices = voicesIn();
    await ready(voices, []);
    const latest = pages.at(-1) ?? [];
    for (const page of pages) voices.of(page);
    await ready(voices, latest);
    // The first has its beginning, that was in hand already; those after it were let go.
    expect(pages.slice(0, 5).map((page) => keysOf(voices, page).length)).toEqual([12, 0, 0, 0, 0]);
  });

  it('[V1] is silent where nothing records, and nobody waits for it', async () => {
    const voices = voicesIn({ tools: () => Promise.resolve(undefined) });
    voices.of(PAGE);
    await ready(voices, PAGE);
    expect([voices.of(PAGE).voiced, said]).toEqual([{}, 1]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('what can’t be recorded keeps nobody waiting, and is tried again later', async ({ skip }) => {
    need(skip, ...VOICE_PARTS);
    const later: (() => void)[] = [];
    const voices = voicesIn({ timers: { after: (_, then) => (later.push(then), () => {}) } });
    await ready(voices, []);
    // A folder stands where its recordings go, as a disk that takes nothing.
    await rm(folder, { recursive: true });
    await ready(voices, [es('Vacunas'), es('Salud')]);
    expect([voices.of([es('Vacunas')]).voiced, troubles.length]).toEqual([{}, 2]);
    await mkdir(folder);
    for (const then of later) then();
    await ready(voices, [es('Vacunas')]);
    expect(keysOf(voices, [es('Vacunas')])).toEqual(['vacunas']);
  });
});

describe('what is kept', () => {
  const put = async (name: string, bytes: number, day: number): Promise<void> => {
    const file = join(folder, `${name}.opus`);
    await writeFile(file, Buffer.alloc(bytes));
    await utimes(file, day * 86_400, day * 86_400);
  };
  const kept = (mostBytes: number): Promise<Kept> => Kept.open({ folder, clock: testClock(), mostBytes, onTrouble: (error) => troubles.push(error) });

  it('is bounded: what was used longest ago goes first, also what another station left', async () => {
    for (const [n, name] of ['a', 'b', 'c', 'd'].entries()) await put(name, 100, 9_000 + n);
    await writeFile(join(folder, 'half.opus.new'), 'x');
    const shelf = await kept(300);
    expect((await readdir(folder)).toSorted()).toEqual(['b.opus', 'c.opus', 'd.opus']);
    expect([shelf.use('a'), shelf.use('b')]).toEqual([false, true]);
    await put('e', 150, 1);
    await shelf.add(['e']);
    expect((await readdir(folder)).toSorted()).toEqual(['b.opus', 'e.opus']);
  });

  it('[X1] tells the disk the day on which it was used, and no hour', async () => {
    await put('a', 10, 9_000);
    const shelf = await kept(300);
    shelf.use('a');
    const midnight = Math.floor(MONDAY_NINE / 86_400_000) * 86_400_000;
    await vi.waitUntil(async () => (await stat(join(folder, 'a.opus'))).mtimeMs === midnight);
    expect(troubles).toEqual([]);
  });
});
