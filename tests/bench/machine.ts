import { cpus, release, totalmem, type } from 'node:os'

/** What the figures belong to: `machine() // => '2 × Intel Xeon 2.5 GHz, 8 GB, Linux 6.1, Node 24'` */
export const machine = (): string => {
  const all = cpus()
  const memory = Math.round(totalmem() / 2 ** 30)
  return `${all.length} × ${all[0]?.model.trim()}, ${memory} GB, ${type()} ${release()}, Node ${process.versions.node}`
}
