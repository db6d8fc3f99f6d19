import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Centre } from '../../../shared/domain/centre.ts';
import { need, VOICE_PARTS } from '../../../tests/fixtures/parts.ts';
import { SMALL_CENTRE } from '../../../tests/fixtures/world.ts';
import { soundsOf, speakAll, wavOf } from './espeak.ts';
import { textsOf, Voices } from './voices.ts';

const RATE = 22_050;

const noise = (seconds: number): Buffer => {
  const samples = Buffer.alloc(Math.round(seconds * RATE) * 2);
  for (let at = 0; at < samples.length; at += 2) samples.writeInt16LE(at % 4 === 0 ? 9_000 : -9_000, at);
  return samples;
};
const silence = (seconds: number): Buffer => Buffer.alloc(Math.round(seconds * RATE) * 2);

describe('the sounds of a recording', () => {
  it('are told by the silence between them, and keep a breath around', () => {
    const found = soundsOf(Buffer.concat([silence(0.4), noise(0.5), silence(0.3), noise(0.2), silence(1.4), noise(0.7), silence(2)]), RATE);
    expect(found.map((each) => Math.round((each.length / 2 / RATE) * 100) / 100)).toEqual([1.08, 0.78]);
  });

  it('are none in silence, and one at the very edges of the file', () => {
    expect(soundsOf(silence(3), RATE)).toEqual([]);
    expect(soundsOf(noise(0.5), RATE).map(({ length }) => length)).toEqual([noise(0.5).length]);
  });

  it('make a file of one channel that says how long it is', () => {
    const wav = wavOf(noise(0.5), RATE);
    expect([wav.toString('latin1', 0, 4), wav.readUInt32LE(4), wav.readUInt16LE(22), wav.readUInt32LE(24), wav.readUInt32LE(40)]).toEqual(['RIFF', wav.length - 8, 1, RATE, noise(0.5).length]);
  });
});

describe('the words of a centre', () => {
  it('are all that stand in a language, wherever in its file, and each once', () => {
    const name = { es: 'Salud', en: 'Health', pt: 'Saúde', fr: 'Santé', ht: 'Sante', ar: 'صحة' };
    const texts = textsOf({ id: 'x', services: [{ id: 'a', name, about: { ...name, fr: 'Le médecin' } }, { name }], hours: { es: 1 } }, 'fr');
    expect([...texts]).toEqual([['santé', { text: 'Santé', language: 'fr' }], ['le médecin', { text: 'Le médecin', language: 'fr' }]]);
    expect([...textsOf({ name: { es: 'Vacunas', ht: 'Vaksen' } }, 'fr').values()], 'in its own language').toEqual([{ text: 'Vacunas', language: 'es' }]);
  });
});

describe('the voice of a centre', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'umbral-voices-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const waitFor = async (until: () => boolean): Promise<void> => {
    while (!until()) await new Promise((resolve) => setTimeout(resolve, 20));
  };

  it('[V1] is recorded when it is first listened to, kept, and follows the centre', async ({ skip }) => {
    need(skip, ...VOICE_PARTS);
    let centre: Centre = SMALL_CENTRE;
    let said = 0;
    const troubles: unknown[] = [];
    const parts = { folder, timers: { after: () => () => {} }, centre: () => centre, onSaid: () => (said += 1), onTrouble: (error: unknown) => troubles.push(error) };
    const voices = new Voices(parts);
    expect(voices.of('es')).toEqual({});
    await waitFor(() => said > 0);
    const voiced = voices.of('es');
    const [first] = SMALL_CENTRE.services;
    const name = voiced[first?.name.es.toLowerCase() ?? ''] ?? '';
    expect(name).toMatch(/^[0-9a-f]{16}$/);
    expect((await readFile(join(folder, 'es', `${name}.opus`))).toString('latin1', 0, 4)).toBe('OggS');
    expect(await readdir(folder), 'only what somebody listens to').toEqual(['es']);

    // Another name: its recording comes, and that of the old one goes.
    centre = { ...SMALL_CENTRE, services: SMALL_CENTRE.services.map((each) => (each.id === first?.id ? { ...each, name: { ...each.name, es: 'Primeros auxilios' }, about: each.name.es === each.about.es ? { ...each.about, es: 'Aquí' } : each.about } : each)) };
    voices.of('es');
    await waitFor(() => said > 1);
    expect(voices.of('es')['primeros auxilios']).toMatch(/^[0-9a-f]{16}$/);
    expect(await readdir(join(folder, 'es'))).not.toContain(`${name}.opus`);
    await voices.stop();
    expect(troubles).toEqual([]);
  });

  it('[V1] says of itself that it can’t, where the programs for it are not there', async () => {
    let said = 0;
    const voices = new Voices({ folder, timers: { after: () => () => {} }, centre: () => SMALL_CENTRE, tools: () => Promise.resolve(undefined), onSaid: () => (said += 1), onTrouble: () => {} });
    expect(voices.of('es')).toEqual({});
    await waitFor(() => said > 0);
    expect([voices.of('es'), voices.isSilent]).toEqual([{}, true]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('says each of many texts as one would alone, also one that holds marks of its own', async ({ skip }) => {
    need(skip, ...VOICE_PARTS);
    const texts = ['Uno', 'Dos. Y tres.', 'A < B & C', '¿Cuatro?'].map((text) => ({ text, goesOn: false }));
    const many = await speakAll(texts, 'es-419');
    expect(many.map((each) => (each?.length ?? 0) > 5_000)).toEqual([true, true, true, true]);
  });
});
