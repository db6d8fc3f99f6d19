/** What a page says aloud: all that is seen, in the visitor's language, for as long as they want it. */
import type { Page } from '@playwright/test';
import { expectNoViolations } from './axe.ts';
import { expect, test } from './centre.ts';
import { expectNothingOverflows } from './overflow.ts';
import { expectReachable } from './reach.ts';
import { need, VOICE_PARTS } from '../fixtures/parts.ts';
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
  const languages = [...new Set(files.map((file) => file.split('/').findLast((part) => /^[a-z]{2}$/.test(part)) ?? ''))];
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
  await page.waitForTimeout(700);
  expect((await said(page)).words).toBe('');
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
