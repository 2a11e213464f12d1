import type { BatchItem } from 'drizzle-orm/batch'
import { zipSync } from 'fflate'
import type { Hub } from '../../../site/contract/hub'
import type { Db } from '../../env'
import type { ErasureSubject } from '../../accounts/members/erasure-subject.table'
import { listAddresses } from '../../accounts/members/personal-data'
import { hashRecipient } from '../../notifications/recipient.token'
import { exportFiles } from './personal-data'

/** What an export needs. */
export interface ExportContext {
  db: Db
  hub: Hub
  now: Date
  /** The key of the hashes by which the outbox finds emails to an address. */
  secret: string
}

/** A zip file to download. */
export interface Archive {
  name: string
  bytes: Uint8Array<ArrayBuffer>
}

const bytesOf = (text: string) => new TextEncoder().encode(text)

/** `fileNameOf('Café Zoë & Co.') // => 'cafe-zoe-co'` */
const fileNameOf = (name: string) => {
  const plain = name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
  return plain.replaceAll(/[^a-z\d]+/g, '-').replaceAll(/^-+|-+$/g, '') || 'hub'
}

const readme = (
  { name, title, url }: Hub,
  day: string,
  rows: readonly unknown[][],
) => `${name} ${title}
${url}

This is all that the hub stored about you on ${day}. Every file is JSON in UTF-8: a list of entries,
empty if there are none. Times are in UTC.

${exportFiles.map(({ file, says }, at) => `${file} (${rows[at]!.length})\n  ${says}`).join('\n\n')}
`

/** A person’s data as a zip of JSON files, with a README that says what each holds. */
export const exportOf = async (
  { db, hub, now, secret }: ExportContext,
  subject: ErasureSubject,
  email: string,
): Promise<Archive> => {
  const addresses = new Set([email, email.toLowerCase(), ...(await listAddresses(db, subject))])
  const recipients = await Promise.all([...addresses].map((each) => hashRecipient(secret, each)))
  const reading = exportFiles.map(({ read }) => read(db, { subject, recipients }))
  const rows = (await db.batch(
    reading as [BatchItem<'sqlite'>, ...BatchItem<'sqlite'>[]],
  )) as unknown[][]

  const day = now.toISOString().slice(0, 10)
  const folder = `${fileNameOf(hub.name)}-${day}`
  const files: Record<string, Uint8Array> = {
    [`${folder}/README.txt`]: bytesOf(readme(hub, day, rows)),
  }
  for (const [at, { file }] of exportFiles.entries())
    files[`${folder}/${file}`] = bytesOf(`${JSON.stringify(rows[at], null, 2)}\n`)
  return { name: `${folder}.zip`, bytes: zipSync(files, { mtime: now }) }
}
