import { vi } from 'vitest'

/*
 * Files follow each other in one process. Each finds it as if it were the first: no module of ours
 * is loaded, no clock, function or setting replaced.
 */
vi.resetModules()
vi.useRealTimers()
vi.unstubAllGlobals()
vi.unstubAllEnvs()
vi.restoreAllMocks()
