import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import type { ViteUserConfig } from 'vitest/config'
import { deriveConfiguration, wranglerAliases } from '../../cli/configuration'
import { root } from '../../cli/settings'
import { built } from '../built'
import { RetryReporter } from './retries'

const setup = (name: string) => resolve(root, 'tests/setup', name)

/** A busy machine is slow; what hangs, hangs longer than this. */
const PATIENCE = { testTimeout: 120_000, hookTimeout: 120_000 }

/**
 * Files of both runs: `npm test` makes long journeys with scripts, and asks one address of each kind;
 * the large tests make the journeys without, look at the other pages and those of members and hosts,
 * and crawl.
 */
const IN_BOTH = {
  built: ['tests/cli/backup/restore.built.test.ts'],
  journeys: [
    'accessibility',
    'asking',
    'guest',
    'lost-answer',
    'member',
    'offers',
    'queue',
    'sharing',
    'sign-in',
  ].map((name) => `tests/journeys/${name}.test.ts`),
  worker: ['everywhere', 'existence', 'matrix'].map(
    (name) => `tests/accounts/access/${name}.routes.test.ts`,
  ),
}

const workerOptions = async () => ({
  wrangler: {
    configPath: deriveConfiguration(resolve(built, 'worker.json'), {
      assets: resolve(built, 'hub'),
      vars: { HUB_LOCAL: '1', HUB_SECRET: 'a secret for tests alone' },
    }),
  },
  miniflare: {
    bindings: { TEST_MIGRATIONS: await readD1Migrations(resolve(root, 'worker/migrations')) },
  },
})

/**
 * The configuration of `npm test` (`size` is `test`) and of `npm run test:large` (`large`). A file's
 * name says where it runs: `…routes` and `…queries` in workerd, those in journeys/ with a browser,
 * `…rules` and those in house/ in Node at once, and `…built` in Node beside built hubs.
 */
export const configure = (size: 'test' | 'large'): ViteUserConfig => {
  const isLarge = size === 'large'
  const suffix = isLarge ? '.large.test.ts' : '.test.ts'
  const inWorker = [
    `tests/**/*queries${suffix}`,
    `tests/**/*routes${suffix}`,
    ...(isLarge ? IN_BOTH.worker : []),
  ]
  const inBrowser = [`tests/journeys/**/*${suffix}`]
  const journeys = [...inBrowser, ...(isLarge ? IN_BOTH.journeys : [])]
  const large = isLarge ? [] : ['tests/**/*.large.test.ts']
  return {
    test: {
      // Much of the time is spent waiting for servers and a browser: one file more than cores allow.
      maxWorkers: availableParallelism() + 1,
      teardownTimeout: 1000,
      reporters: ['default', new RetryReporter()],
      projects: [
        ...(isLarge
          ? []
          : [
              {
                extends: true as const,
                test: {
                  name: 'rules',
                  environment: 'node',
                  include: ['tests/**/*rules.test.ts', 'tests/house/**/*.test.ts'],
                  exclude: ['tests/**/*built.test.ts'],
                  // To start a process and load what is tested takes longer than most files.
                  isolate: false,
                  setupFiles: [setup('clean.ts')],
                  // While the hubs for all others are built.
                  sequence: { groupOrder: 0 },
                  ...PATIENCE,
                },
              },
            ]),
        {
          extends: true,
          test: {
            name: 'built',
            environment: 'node',
            include: isLarge
              ? ['tests/**/*.large.test.ts', ...IN_BOTH.built]
              : ['tests/**/*built.test.ts'],
            exclude: isLarge ? [...inWorker, ...inBrowser] : [],
            provide: { size },
            isolate: false,
            sequence: { groupOrder: 1 },
            globalSetup: [setup('all-hubs.ts')],
            setupFiles: [setup('clean.ts'), setup('await-hubs.ts')],
            ...PATIENCE,
          },
        },
        {
          extends: true,
          // Wrangler puts them in by itself where it builds; what is tested is what is deployed.
          resolve: {
            alias: Object.entries(wranglerAliases()).map(([name, replacement]) => ({
              // The name alone: `entities/decode`, which the tests' own parser uses, is another module.
              find: new RegExp(`^${name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}$`),
              replacement,
            })),
          },
          plugins: [cloudflareTest(workerOptions)],
          test: {
            name: 'worker',
            include: inWorker,
            provide: { size },
            exclude: large,
            // To start workerd and load the Worker takes longer than most files.
            isolate: false,
            sequence: { groupOrder: 1 },
            globalSetup: [setup('one-hub.ts')],
            setupFiles: [setup('clean.ts'), setup('worker.ts')],
            ...PATIENCE,
          },
        },
        {
          extends: true,
          test: {
            name: 'journeys',
            environment: 'node',
            // Files that follow each other share a browser, and most of them a hub.
            isolate: false,
            include: journeys,
            provide: { size },
            exclude: large,
            sequence: { groupOrder: 1 },
            globalSetup: [setup('chromium.ts'), setup('all-hubs.ts')],
            setupFiles: [setup('clean.ts'), setup('await-hubs.ts')],
            // What is waited for may be late on a busy machine.
            expect: { poll: { timeout: 30_000 } },
            // A browser on a busy machine is late now and then; what is wrong is wrong each time.
            retry: 2,
            ...PATIENCE,
          },
        },
      ],
    },
  }
}
