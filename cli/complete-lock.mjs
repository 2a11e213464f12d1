/*
 * Completes the lock file after an `npm install`, so that `npm ci` passes on every platform.
 *
 * A registry that lacks another platform's optional package leaves it out of the lock file, and npm
 * from 11 on then calls the lock file out of step. Each one missing is written down by name and
 * version; npm looks up the rest on the machine that needs it.
 */
import { readFileSync, writeFileSync } from 'node:fs'

const OS = {
  darwin: 'darwin',
  'win32|windows|-win-': 'win32',
  android: 'android',
  freebsd: 'freebsd',
  openharmony: 'openharmony',
  linux: 'linux',
}
const CPU = {
  arm64: 'arm64',
  wasm32: 'wasm32',
  riscv64: 'riscv64',
  ppc64: 'ppc64',
  s390x: 's390x',
  'x64|-64$': 'x64',
  ia32: 'ia32',
  '-arm(-|$)': 'arm',
}

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'))
const pick = (name, table) =>
  Object.entries(table).find(([pattern]) => new RegExp(pattern).test(name))?.[1]

/** Every place where Node would look for `name` from the package at `path`, nearest first. */
const places = (path, name) => {
  const parts = path.split('/node_modules/')
  const inside = parts.map(
    (_, depth) =>
      `${parts.slice(0, parts.length - depth).join('/node_modules/')}/node_modules/${name}`,
  )
  return path ? [...inside, `node_modules/${name}`] : [`node_modules/${name}`]
}

for (const [path, entry] of Object.entries({ ...lock.packages }))
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const [os, cpu] = [pick(name, OS), pick(name, CPU)]
    const found = places(path, name).find((place) => lock.packages[place])
    if (!/^\d/.test(version) || !cpu || (found && lock.packages[found].version === version))
      continue
    const place = found ? `${path}/node_modules/${name}` : `node_modules/${name}`
    lock.packages[place] = {
      version,
      cpu: [cpu],
      ...(entry.dev && { dev: true }),
      optional: true,
      ...(os && { os: [os] }),
    }
  }

lock.packages = Object.fromEntries(
  Object.entries(lock.packages).toSorted(([a], [b]) => (a < b ? -1 : 1)),
)
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`)
