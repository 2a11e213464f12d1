import { vi } from 'vitest'

/* Files follow each other in one process. Each finds no clock, function or setting replaced. */
vi.useRealTimers()
vi.unstubAllGlobals()
vi.unstubAllEnvs()
vi.restoreAllMocks()
