import { defineConfig } from '@playwright/test';

/** The browser suite: the system's own Chromium, real processes, a centre for each test; three at a time, since each waits more than it works. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../../test-results/e2e',
  workers: 3,
  retries: 0,
  timeout: 120_000,
  // A busy machine hashes a password, or starts a station, in a few seconds more.
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: [['list']],
  use: {
    viewport: { width: 1080, height: 1920 },
    locale: 'es',
    launchOptions: {
      // Debian's Chromium, or what the person who runs the tests names; Playwright's own where neither is.
      ...(process.env['UMBRAL_CHROMIUM'] ? { executablePath: process.env['UMBRAL_CHROMIUM'] } : {}),
      // No sandbox is to be had as root in a container; these pages are our own.
      args: ['--autoplay-policy=no-user-gesture-required', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-quic', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    },
  },
});
