import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{main,server,shared,preload,renderer,build}/**/*.test.ts', 'tests/{contract,sim,crash,house,paper}/**/*.test.ts'],
    environment: 'node',
    // Starts nothing by itself: a test file that needs a PostgreSQL asks for it.
    globalSetup: ['tests/fixtures/postgres-broker.ts'],
    // The servers that tests start are not for a database of whoever runs them.
    env: { DATABASE_URL: '' },
    // Vitest empties stylesheets; this one is read by the test of its contrasts.
    css: { include: [/tokens\.css/] },
    // Most of a test's time is spent waiting for disks and processes: every core has a file of tests.
    maxWorkers: '100%',
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
