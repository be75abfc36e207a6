// Three kinds of tests: pure ones, those with a database, and those with a browser. The last run one after the other,
// because each brings a whole LifeOS and a Chromium.
import { defineConfig } from 'vitest/config';

const database = {
  globalSetup: ['scripts/testing/database.setup.ts'],
  testTimeout: 30_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{core,evolution,client,plugins,scripts}/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', '**/dist/**'],
          testTimeout: 15_000, // sandboxes and plugins are compiled on first use, on machines with two cores
        },
      },
      { test: { name: 'gateway', include: ['gateway/**/*.test.ts'], ...database } },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          sequence: { groupOrder: 1 }, // after the others: a browser that starves says nothing about the product
          ...database,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
