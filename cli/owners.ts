import { addOwner, giveRole } from '../worker/desk/changes'
import { countOwners, listTeam } from '../worker/desk/queries'
import { COMMAND_LINE } from '../worker/desk/rules'
import type { Db } from '../worker/env'
import { freeHandle } from '../worker/members/free-handle'
import { findMemberByEmail } from '../worker/members/queries'
import { toEmail } from '../worker/text/addresses'
import { Fault } from './fault'
import { contentFolder } from './settings'
import { visible } from './visible'

/** What can be done about an owner, by the e-mail that is theirs. */
const acts: Record<string, (db: Db, email: string, now: Date) => Promise<string>> = {
  add: async (db, email, now) => {
    const member = await findMemberByEmail(db, email)
    if (!member) return welcome(db, email, now)
    if (member.role === 'owner') return `${email} is an owner already.`
    if (!(await giveRole(deciding(db, now), member, 'owner'))) throw busy(email)
    const isFreed = member.bannedUntil && member.bannedUntil > now
    return `${email} is an owner now: ${visible(member.name)}.${isFreed ? ' Their ban is lifted.' : ''}`
  },
  remove: async (db, email, now) => {
    const member = await findMemberByEmail(db, email)
    if (member?.role !== 'owner') throw new Fault(`${email} is no owner of this hub.`)
    if ((await countOwners(db)) === 1)
      throw new Fault(
        `${email} is the last owner, and nobody else could make hosts. Add another owner first.`,
      )
    if (!(await giveRole(deciding(db, now), member, null))) throw busy(email)
    return `${email} is no owner any more, and stays a member.`
  },
}

const deciding = (db: Db, now: Date) => ({ db, now, by: COMMAND_LINE })

const busy = (email: string) =>
  new Fault(`Somebody else changed ${email} at the same moment. Please look, and try again.`)

const welcome = async (db: Db, email: string, now: Date) => {
  // What checks the settings takes a while to load, and few need it here.
  const { readSettings } = await import('../site/reading/settings')
  const { hub, people } = readSettings(contentFolder())
  const name = nameFrom(email)
  const reservedNames = [hub.name, ...Object.values(people).map((person) => person.name)]
  const handle = await freeHandle(db, { people, reservedNames }, name, now)
  if (!(await addOwner(deciding(db, now), { email, handle, name }))) throw busy(email)
  return `${email} is an owner now, and is called ${name} until they say otherwise.
They come in at ${new URL(hub.url).pathname}sign-in/ with a link to that address, or an account that vouches for it.`
}

/** `nameFrom('ada.lovelace+hub@example.org') // => 'Ada Lovelace'` */
const nameFrom = (email: string) =>
  email
    .slice(0, email.lastIndexOf('@'))
    .replace(/\+.*$/, '')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(Boolean)
    .map((word) => word[0]!.toUpperCase() + word.slice(1))
    .join(' ')
    .slice(0, 60) || 'Owner'

/** Tells who the owners are. */
export const tellOwners = async (db: Db): Promise<void> => {
  const owners = (await listTeam(db)).filter(({ role }) => role === 'owner')
  if (owners.length === 0) console.log('There is no owner yet: `npm run hub -- owner add <e-mail>`')
  for (const { email, name, handle } of owners)
    console.log(`${visible(email)}  ${visible(name)} (${handle})`)
}

/** Does the same about each of these addresses, and tells what came of it. */
export const changeOwners = async (db: Db, act: string, emails: string[], now: Date) => {
  const chosen = Object.hasOwn(acts, act) ? acts[act] : undefined
  if (!chosen)
    throw new Fault(
      `\`owner ${act}\` is nothing I can do; I can list, ${Object.keys(acts).join(', ')}.`,
    )
  if (emails.length === 0) throw new Fault(`Who? \`npm run hub -- owner ${act} <e-mail>\``)
  // As sign-in keeps them, so that one address is one person.
  const meant = emails.map((typed) => toEmail(typed)?.toLowerCase())
  const wrong = emails.filter((_, at) => !meant[at])
  if (wrong.length > 0)
    throw new Fault(`These are no e-mail addresses: ${wrong.map(visible).join(', ')}`)
  for (const email of meant) console.log(await chosen(db, email!, now))
}
