import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'
import { deriveConfiguration, standIns } from './cli/configuration'
import { built } from './tests/built'

const migrations = resolve(import.meta.dirname, 'worker/migrations')

export default defineConfig({
  test: {
    globalSetup: ['tests/build.ts'],
    teardownTimeout: 1000,
    // Much of the time is spent waiting for servers and a browser: one file more than cores allow.
    maxWorkers: availableParallelism() + 1,
    projects: [
      {
        extends: true,
        test: {
          name: 'rules',
          environment: 'node',
          // To start a process and load what files share takes longer than most of them.
          isolate: false,
          include: ['tests/**/*rules.test.ts', 'tests/house/**/*.test.ts'],
          setupFiles: ['./tests/afresh.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        // Wrangler puts them in by itself where it builds; what is tested is what is deployed.
        resolve: { alias: standIns() },
        plugins: [
          cloudflareTest(async () => ({
            wrangler: {
              configPath: deriveConfiguration(resolve(built, 'worker.json'), {
                assets: resolve(built, 'hub'),
                vars: { HUB_LOCAL: '1', HUB_SECRET: 'a secret for tests alone' },
              }),
            },
            miniflare: { bindings: { TEST_MIGRATIONS: await readD1Migrations(migrations) } },
          })),
        ],
        test: {
          name: 'worker',
          // To start workerd and load the Worker takes longer than most files.
          isolate: false,
          // Two hundred readers at once take a busy machine a minute.
          testTimeout: 120_000,
          include: ['tests/**/*queries.test.ts', 'tests/**/*routes.test.ts'],
          setupFiles: ['./tests/afresh.ts', './tests/setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          environment: 'node',
          // Files that follow each other share a browser, and most of them a hub.
          isolate: false,
          include: ['tests/journeys/**/*.test.ts'],
          // What is waited for may be late on a busy machine.
          expect: { poll: { timeout: 30_000 } },
          // A browser on a busy machine is late now and then; what is wrong is wrong each time.
          retry: 2,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
