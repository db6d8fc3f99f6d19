import { defineConfig, type ViteUserConfig } from 'vitest/config';

const EVERY = {
  environment: 'node',
  // Starts nothing by itself: a test file that needs a PostgreSQL asks for it.
  globalSetup: ['tests/fixtures/postgres-broker.ts'],
  // The servers that tests start are not for a database of whoever runs them.
  env: { DATABASE_URL: '' },
  // Vitest empties stylesheets; this one is read by the test of its contrasts.
  css: { include: [/tokens\.css/] },
  testTimeout: 20_000,
  hookTimeout: 30_000,
} satisfies NonNullable<ViteUserConfig['test']>;

export default defineConfig({
  test: {
    // Most of a test's time is spent waiting for disks and processes: every core has a file of tests.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          ...EVERY,
          name: 'rooms',
          include: ['{main,server,shared,preload,renderer}/**/*.test.ts', 'tests/{contract,house}/**/*.test.ts'],
          // Reading the rooms anew for each file took longer than most files; none of them leaves anything behind in its process.
          isolate: false,
          restoreMocks: true,
          unstubEnvs: true,
        },
      },
      { test: { ...EVERY, name: 'whole', include: ['build/**/*.test.ts', 'tests/{sim,crash,paper}/**/*.test.ts'] } },
    ],
  },
});
