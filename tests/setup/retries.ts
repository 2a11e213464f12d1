import type { Reporter, TestCase } from 'vitest/node'

/** More tests than these that pass only when they are tried again are a fault, and not the weather. */
const MOST_RETRIED = 3

const titleOf = (test: TestCase) =>
  `${test.project.name} ${test.module.relativeModuleId} > ${test.fullName}`

/** Names at the end of a run the tests that were tried again, in all projects; fails it over three. */
export class RetryReporter implements Reporter {
  private readonly retried = new Map<string, number>()

  onTestCaseResult(test: TestCase): void {
    const retries = test.diagnostic()?.retryCount ?? 0
    if (retries > 0) this.retried.set(titleOf(test), retries)
  }

  onTestRunEnd(): void {
    const count = this.retried.size
    if (count === 0) return
    console.log(`\nTests that were tried again: ${count}`)
    for (const [title, retries] of this.retried) console.log(`  ${title} (${retries} more)`)
    if (count <= MOST_RETRIED) return
    console.error(`At most ${MOST_RETRIED} tests may be tried again in a run.`)
    process.exitCode = 1
  }
}
