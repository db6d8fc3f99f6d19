/** What a page says aloud: all that is seen, in the visitor's language, for as long as they want it. */
import type { Page } from '@playwright/test';
import type { StationFrame } from '../../shared/contract/bridge.ts';
import { keyOf, tokensOf } from '../../shared/speech/tokens.ts';
import { expectNoViolations } from './axe.ts';
import { expect, test } from './centre.ts';
import { expectNothingOverflows } from './overflow.ts';
import { expectReachable } from './reach.ts';
import { need, VOICE_PARTS } from '../fixtures/parts.ts';
import { putService } from './put-service.ts';
import { onEach, SIZES } from './sizes.ts';

test.beforeEach(() => need(test.skip, ...VOICE_PARTS));

declare global {
  interface Window {
    /** Files that were played, in order; only here. */
    played: string[];
  }
}

/** Sounds last a blink here; which they are, and in what order, is what counts. */
async function listenIn(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.played = [];
    HTMLMediaElement.prototype.play = function play(this: HTMLMediaElement) {
      const { pathname } = new URL(this.src);
      if (pathname.startsWith('/voice/')) window.played.push(`${pathname} ${this.volume}`);
      setTimeout(() => this.dispatchEvent(new Event('ended')), 2);
      return Promise.resolve();
    };
  });
}

/** What was said since last asked, in words. */
async function said(page: Page): Promise<{ readonly words: string; readonly volumes: readonly number[]; readonly own: number }> {
  const files = await page.evaluate(() => window.played.splice(0));
  const languages = [...new Set(files.map((file) => file.split('/').findLast((part) => /^[a-z]{2}$/.test(part)) ?? ''))].filter((language) => language !== '');
  const names = new Map<string, string>();
  for (const language of languages) {
    const index = await page.evaluate(async (path) => ((await import(path)) as { default: Record<string, string> }).default, `/voice/${language}/index.js`);
    for (const [key, name] of Object.entries(index)) names.set(name, key);
  }
  const words = files.map((file) => names.get(/([0-9a-f]{16})\.opus/.exec(file)?.[1] ?? '') ?? '…').join(' | ');
  return { words, volumes: files.map((file) => Number(file.split(' ')[1])), own: files.filter((file) => file.startsWith('/voice/own/')).length };
}

const quiet = async (page: Page): Promise<void> => {
  await expect(page.locator('[data-heard]')).toHaveCount(0);
};

test('[V1][X4] a page is said when it is asked for, then each page by itself, and to the next visitor none', async ({ page, centre }) => {
  await page.setViewportSize(SIZES[0]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await listenIn(page);
  await page.goto(`${centre.web}/visitor`);
  const pill = page.locator('[data-listens=on]');
  await expect(pill).toHaveText('Escuchar');
  expect((await said(page)).words).toBe('');

  await pill.click();
  await expect.poll(async () => page.evaluate(() => window.played.length)).toBeGreaterThan(5);
  await quiet(page);
  expect((await said(page)).words).toMatch(/bienvenida bienvenido.* \| tomar un turno \| le atendemos aquí hoy .*llamar a una persona/);
  await expectNoViolations(page, 'listening');
  await onEach(page, async ({ width }) => {
    await expectNothingOverflows(page, `listening ${width}`);
    await expectReachable(page, `listening ${width}`);
  });

  await page.locator('[data-listens=volume]').click();
  await expect(page.locator('[data-listens=volume]')).toHaveText('Volumen 4');
  await page.getByRole('button', { name: /Tomar un turno/ }).click();
  // The centre's own words are voiced once somebody listens: here, for the first time.
  const own = async (): Promise<number> => page.evaluate(() => window.played.filter((file) => file.startsWith('/voice/own/')).length);
  await expect(async () => {
    if ((await page.locator('[data-heard]').count()) === 0) await page.locator('[data-listens=again]').click();
    expect(await own()).toBeGreaterThanOrEqual(3);
  }).toPass({ timeout: 40_000, intervals: [500] });
  const services = await said(page);
  expect(services.words).toContain('qué necesita hoy | paso | 1 | de | 2 | ');
  expect(services.own, 'each service by its name').toBeGreaterThanOrEqual(3);
  expect(new Set(services.volumes)).toEqual(new Set([1]));

  await page.getByRole('button', { name: /Salud/ }).click();
  await expect(page.getByTestId('number')).toBeVisible();
  const number = /^(?<letter>[A-Z])\D+0*(?<digits>\d+)/.exec((await page.getByTestId('number').textContent()) ?? '');
  let heard = '';
  await expect
    .poll(async () => {
      heard += ` | ${(await said(page)).words}`;
      return heard;
    })
    .toMatch(new RegExp(`su turno \\|[ |]*${number?.groups?.['letter'] ?? ''} \\| ${number?.groups?.['digits'] ?? ''} \\|[ |]*(?:salud|…)`));

  const finish = page.getByRole('button', { name: 'Terminar' });
  await expect(finish).toBeEnabled();
  await finish.click();
  await expect(pill).toHaveAttribute('aria-pressed', 'false');
  // What was said up to here was said to them.
  await said(page);
  await page.waitForTimeout(700);
  expect((await said(page)).words).toBe('');
});

/** Between two breaths, in ms, as the player has it. */
const BREATH_MS = 280;

test('[V1] a page of the directory is heard whole: what is missing is recorded while whoever listens waits', async ({ page, centre }) => {
  const texts = ['Vacunas gratis', 'Para niñas, niños y personas grandes.', 'Esta semana atienden por la puerta de atrás.', 'Venga por la mañana y pregunte por Yolanda.', 'Personas que llegaron hace poco', 'El carné amarillo', 'Un peso si puede', 'Línea de citas'] as const;
  const [name, description, alert, application_process, eligibility_description, document, fees_description, line] = texts;
  const id = (n: number): string => `20000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
  await putService(
    centre.web, 1,
    { name, description, alert, application_process, eligibility_description, fees_description, required_documents: [{ id: id(1), document }], phones: [{ id: id(2), number: '601 555 0143', description: line }] },
    { sectors: ['health'], language: 'es' },
  );
  await page.setViewportSize(SIZES[0]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await listenIn(page);
  await page.addInitScript((breath) => {
    const after = setTimeout;
    Object.assign(window, { setTimeout: (then: () => void, ms: number) => after(then, ms === breath ? 1 : ms) });
  }, BREATH_MS);
  // Its station says when it is ready, and is heard once the test says so.
  const keys = new Map<string, string>();
  let isRecorded = false;
  let ready = (): void => {};
  const held = new Promise<void>((resolve) => {
    ready = resolve;
  });
  await page.routeWebSocket(/\/bridge\/visitor/, (screen) => {
    const station = screen.connectToServer();
    station.onMessage(async (message) => {
      const frame = JSON.parse(String(message)) as StationFrame;
      if (frame.kind === 'view' && frame.view.kind === 'pageVoice') {
        for (const [key, file] of Object.entries(frame.view.voiced)) keys.set(file, key);
        isRecorded ||= frame.view.isReady;
        if (frame.view.isReady) await held;
      }
      screen.send(message);
    });
  });
  await page.goto(`${centre.web}/visitor`);
  for (const next of [page.locator('[data-finds=services]'), page.locator('li button').first(), page.getByRole('button', { name })]) {
    await expect(next).toBeEnabled();
    await next.click();
  }
  await expect(page.getByRole('heading', { name })).toBeVisible();
  expect(keys.size, 'nothing is recorded for whoever reads').toBe(0);
  const pill = page.locator('[data-listens=on]');
  await pill.click();
  await expect(pill).toHaveText('Un momento…');
  expect((await said(page)).words).toBe('');
  await expect.poll(() => isRecorded).toBe(true);
  ready();
  await expect(pill).toHaveText('Escuchar');
  // A machine that has much else to do is not waited for until the end: from the top again.
  await said(page);
  await page.locator('[data-listens=again]').click();
  await expect.poll(() => page.evaluate(() => window.played.length)).toBeGreaterThan(texts.length);
  await quiet(page);
  const files = await page.evaluate(() => window.played.filter((file) => file.startsWith('/voice/own/directory/')));
  const own = files.map((file) => keys.get(/([0-9a-f]{16})\.opus/.exec(file)?.[1] ?? '') ?? '');
  expect(own).toEqual(expect.arrayContaining(texts.map(keyOf)));
  const heard = new Set([(await said(page)).words, ...own].flatMap(tokensOf));
  const seen = tokensOf(await page.locator('main').innerText()).filter((token) => /^\p{L}{2}/u.test(token));
  expect(seen.length).toBeGreaterThan(40);
  expect(seen.filter((token) => !heard.has(token))).toEqual([]);
});

test('[V1] a language says its own name when it is touched, and the page goes on in it', async ({ page, centre }) => {
  await page.setViewportSize(SIZES[0]);
  await listenIn(page);
  await page.goto(`${centre.web}/visitor`);
  for (const [language, name] of [['Kreyòl ayisyen', 'kreyòl ayisyen'], ['العربية', 'العربية'], ['Português', 'português']] as const) {
    const button = page.getByRole('button', { name: language });
    await expect(button).toBeEnabled();
    await button.click();
    await expect.poll(async () => page.evaluate(() => window.played.length)).toBe(1);
    expect((await said(page)).words).toBe(name);
  }
  await page.keyboard.press('*');
  await expect(page.locator('[data-listens=on]')).toHaveText('Ouvir');
  await expect.poll(async () => page.evaluate(() => window.played.length)).toBeGreaterThan(5);
  expect((await said(page)).words).toMatch(/pegar uma senha|pegar/);
});

test('[V1] a language that is touched before it is known which have a voice says its name all the same', async ({ page, centre }) => {
  await listenIn(page);
  let known = (): void => {};
  const held = new Promise<void>((resolve) => {
    known = resolve;
  });
  await page.route('**/voice/index.js', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${centre.web}/visitor`);
  await page.getByRole('button', { name: 'Português' }).click();
  await expect(page.getByRole('button', { name: /senha/ }).first()).toBeVisible();
  known();
  await expect.poll(async () => page.evaluate(() => window.played.length)).toBe(1);
  expect((await said(page)).words).toBe('português');
});

test('[V1] into headphones the voice begins by itself, and ends with them', async ({ page, centre }) => {
  await page.addInitScript(() => {
    const devices: object[] = [{ kind: 'audiooutput', label: 'Built-in', deviceId: 'a', groupId: '' }];
    const { mediaDevices } = navigator;
    mediaDevices.enumerateDevices = () => Promise.resolve(devices as MediaDeviceInfo[]);
    HTMLMediaElement.prototype.setSinkId = function setSinkId(this: HTMLMediaElement, sink: string) {
      this.dataset['sink'] = sink;
      return Promise.resolve();
    };
    window.played = [];
    HTMLMediaElement.prototype.play = function play(this: HTMLMediaElement) {
      window.played.push(this.dataset['sink'] ?? 'room');
      return new Promise(() => {});
    };
    Object.assign(window, {
      plug: (there: boolean) => {
        devices.splice(1);
        if (there) devices.push({ kind: 'audiooutput', label: 'USB Headphones', deviceId: 'h', groupId: '' });
        mediaDevices.dispatchEvent(new Event('devicechange'));
      },
    });
  });
  await page.goto(`${centre.web}/visitor`);
  const pill = page.locator('[data-listens=on]');
  await expect(pill).toHaveAttribute('aria-pressed', 'false');
  const plug = (there: boolean): Promise<void> => page.evaluate((is) => (window as unknown as { plug: (there: boolean) => void }).plug(is), there);
  await plug(true);
  await expect(pill).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(async () => page.evaluate(() => window.played)).toEqual(['h']);
  await plug(false);
  await expect(pill).toHaveAttribute('aria-pressed', 'false');
  await page.waitForTimeout(400);
  expect(await page.evaluate(() => window.played), 'nothing is said on to the room').toEqual(['h']);
});
