/*
 * Completes the lock file after an `npm install`, so that `npm ci` passes on every platform and
 * checks every package that it downloads.
 *
 * A registry that lacks another platform's optional package leaves it out of the lock file, and npm
 * from 11 on then calls the lock file out of step. Each one missing is added with its version. Every
 * entry without a checksum gets the one that the registry publishes; the address that the registry
 * gives is left out, as `omit-lockfile-registry-resolved` in .npmrc leaves it out elsewhere.
 */
import { execFileSync } from 'node:child_process'
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

/** The checksum of a package as the registry publishes it, such as `sha512-…`; throws without one. */
const integrityOf = (name, version) => {
  const asked = ['view', `${name}@${version}`, 'dist.integrity', '--json']
  const found = JSON.parse(execFileSync('npm', asked, { encoding: 'utf8' }) || 'null')
  if (!found?.startsWith('sha512-'))
    throw new Error(`The registry has no integrity of ${name}@${version}; found ${found}.`)
  return found
}

for (const [path, entry] of Object.entries(lock.packages))
  if (path.includes('node_modules/') && !entry.integrity && !entry.link && !entry.inBundle) {
    const { version, ...rest } = entry
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
    // In npm's own order, so that a later `npm install` changes nothing.
    lock.packages[path] = { version, integrity: integrityOf(name, version), ...rest }
  }

lock.packages = Object.fromEntries(
  Object.entries(lock.packages).toSorted(([a], [b]) => (a < b ? -1 : 1)),
)
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`)
