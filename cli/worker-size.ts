import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { CliError } from './cli-error'
import { deriveConfiguration } from './configuration'
import { askWrangler } from './wrangler'

/** The largest Worker that the free plan accepts, gzipped, in bytes; the paid plan accepts 10 MiB. */
const LARGEST = 3 * 1024 ** 2

/** Bundles the Worker; gives a sentence if it is larger than Cloudflare accepts. */
export const checkWorker = async (largest = LARGEST): Promise<string[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'hub-worker-'))
  try {
    // Without the assets, of which wrangler would make a list.
    const assets = join(folder, 'assets')
    mkdirSync(assets)
    const configuration = deriveConfiguration(join(folder, 'worker.json'), { assets })
    const out = join(folder, 'out')
    const { code, output, errors } = await askWrangler([
      'deploy',
      '--dry-run',
      `--outdir=${out}`,
      `--config=${configuration}`,
    ])
    if (code !== 0) throw new CliError(`The Worker cannot be bundled.\n${output}${errors}`)
    const size = gzippedSize(out)
    if (size <= largest) return []
    return [
      `The Worker is ${(size / 1024 ** 2).toFixed(1)} MiB, gzipped; Cloudflare accepts at most ${(largest / 1024 ** 2).toFixed(1)} MiB. Remove packages that you have added to it.`,
    ]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The bytes of what is uploaded, without source maps. */
const gzippedSize = (folder: string) => {
  const files = readdirSync(folder).filter((name) => !/\.map$|README/.test(name))
  return gzipSync(Buffer.concat(files.map((name) => readFileSync(join(folder, name))))).length
}
