import { vi } from 'vitest'

interface Loaded {
  promise: unknown
  exports: unknown
  evaluated: boolean
  importers: Set<string>
}

/** What vitest has loaded in this process, by path. */
const loaded = () => {
  const { __vitest_worker__: worker } = globalThis as unknown as {
    __vitest_worker__: { evaluatedModules: { idToModuleMap: Map<string, Loaded> } }
  }
  return worker.evaluatedModules.idToModuleMap
}

/**
 * Forgets the modules that are ours, as `vi.resetModules` forgets all. Packages keep nothing that
 * one file could leave to the next, and to load them again takes longer than most files.
 */
const forgetOurs = () => {
  for (const [path, module] of loaded()) {
    if (/node_modules|^mock:|vitest-virtual-/.test(path)) continue
    module.promise = undefined
    module.exports = undefined
    module.evaluated = false
    module.importers.clear()
  }
}

/*
 * Files follow each other in one process. Each finds it as if it were the first: no module of ours
 * is loaded, no clock, function or setting replaced.
 */
forgetOurs()
vi.useRealTimers()
vi.unstubAllGlobals()
vi.unstubAllEnvs()
vi.restoreAllMocks()
