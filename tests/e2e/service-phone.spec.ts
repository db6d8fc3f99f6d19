/** A service on a phone: the page that its code leads to, in a real browser of a small phone. */
import { expect, test } from '@playwright/test';
import { DEMO_DIRECTORY, startCentre } from '../fixtures/centre.ts';
import { openScreen } from '../fixtures/screen.ts';
import type { ServiceShown } from '../../shared/contract/directory.ts';
import { expectNoViolations } from './axe.ts';

const ANY = { sector: null, isOpen: false, audience: null, term: null, spoken: null, isFree: false, isStepFree: false } as const;

test('[D4] is read without a script and without a fault, a discreet one and one that is none too, and saved as a contact and in a calendar', async ({ browser }) => {
  const centre = await startCentre({ publicUrl: 'https://turnos.example.org', directoryFile: DEMO_DIRECTORY });
  const screen = openScreen(centre.web, 'visitor');
  const linkOf = async (words: string, isIt: (service: ServiceShown) => boolean): Promise<string> => {
    const { services: [found] } = await screen.until({ kind: 'found', language: 'es', words, wanted: ANY, page: 0 }, ({ total }) => total > 0);
    if (!found) throw new Error(`nothing for «${words}»`);
    const { service } = await screen.until({ kind: 'service', service: found.id, language: 'es' }, (view) => view.service !== null && isIt(view.service));
    return new URL(service?.link ?? '').pathname;
  };
  const full = await linkOf('inscribirse', ({ bring }) => bring.length > 0);
  const discreet = await linkOf('conversar', ({ isDiscreet }) => isDiscreet);
  for (const [language, dir] of [['es', 'ltr'], ['ar', 'rtl'], ['fr', 'ltr']] as const) {
    const phone = await browser.newContext({ viewport: { width: 360, height: 640 }, locale: language });
    const page = await phone.newPage();
    for (const [path, status, says] of [[full, 200, /8:00/], [discreet, 200, /./], ['/servicio/00000000000000000000000000', 404, /./]] as const) {
      await expect(async () => expect((await page.goto(`${centre.server.url}${path}`))?.status()).toBe(status)).toPass({ timeout: 10_000 });
      await expect(page.locator('html')).toHaveAttribute('dir', dir);
      await expect(page.locator('main')).toContainText(says);
      expect(await page.locator('script').count()).toBe(0);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${path} in ${language}`).toBe(true);
      await expectNoViolations(page, `a service on a phone in ${language}`);
    }
    await phone.close();
  }
  for (const path of [full, discreet]) {
    for (const [query, type, begins] of [['vcf', 'text/vcard', 'BEGIN:VCARD'], ['ics', 'text/calendar', 'BEGIN:VCALENDAR']] as const) {
      const saved = await fetch(`${centre.server.url}${path}?l=es&${query}=1`);
      expect([saved.status, saved.headers.get('content-type'), (await saved.text()).startsWith(begins)]).toEqual([200, `${type}; charset=utf-8`, true]);
    }
  }
  screen.close();
  await centre.stop();
});
