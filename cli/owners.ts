import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { addOwner, giveRole } from '../worker/accounts/members/role.commands'
import { countOwners, listTeam } from '../worker/moderation/people/queries'
import { COMMAND_LINE } from '../worker/audit/commands'
import type { Db } from '../worker/env'
import { findMemberByEmail } from '../worker/accounts/members/queries'
import { toEmail } from '../worker/lib/email-and-url'
import { Fault } from './cli-error'
import { contentFolder, root } from './settings'
import { visible } from './escape-control'

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
    if (member?.role !== 'owner') throw new Fault(`${email} is not an owner of this hub.`)
    if (!member.invitedAt && (await countOwners(db)) === 1)
      throw new Fault(
        `${email} is the last owner who has ever signed in, and nobody else could make hosts.
Let another owner sign in first.`,
      )
    if (!(await giveRole(deciding(db, now), member, null))) throw busy(email)
    const stays = member.invitedAt ? 'They have never signed in.' : 'They stay a member.'
    const returns = isInSettings(email)
      ? ' But OWNER_EMAIL is that address: they are an owner again at their next sign-in, unless you take it out of the settings.'
      : ''
    return `${email} is not an owner any more. ${stays}${returns}`
  },
}

const deciding = (db: Db, now: Date) => ({ db, now, by: COMMAND_LINE })

const busy = (email: string) =>
  new Fault(`Somebody else changed ${email} at the same moment. Please look, and try again.`)

const welcome = async (db: Db, email: string, now: Date) => {
  if (!(await addOwner(deciding(db, now), email))) throw busy(email)
  // What checks the settings takes a while to load, and few need it here.
  const { readSettings } = await import('../site/parser/settings')
  const { hub } = readSettings(contentFolder())
  return `${email} is an owner from the moment they sign in, and is asked for a name then; nobody sees them before.
They come in at ${new URL(hub.url).pathname}sign-in/ with a link to that address, or an account that vouches for it.`
}

/** Whether the settings make whoever has this address an owner each time they sign in. */
const isInSettings = (email: string) => {
  const wrangler = readFileSync(resolve(root, 'wrangler.toml'), 'utf8')
  const named = [process.env['OWNER_EMAIL'], /^OWNER_EMAIL\s*=\s*"(.*?)"/m.exec(wrangler)?.[1]]
  return named.some((one) => one && toEmail(one)?.toLowerCase() === email)
}

/** Tells who the owners are. */
export const tellOwners = async (db: Db): Promise<void> => {
  const owners = (await listTeam(db)).filter(({ role }) => role === 'owner')
  if (owners.length === 0) console.log('There is no owner yet: `npm run hub -- owner add <e-mail>`')
  for (const { email, name, handle, invitedAt } of owners)
    console.log(
      `${visible(email)}  ${invitedAt ? 'has not signed in yet' : `${visible(name)} (${handle})`}`,
    )
}

/** Does the same about each of these addresses, and tells what came of it. */
export const changeOwners = async (db: Db, act: string, emails: string[], now: Date) => {
  const chosen = Object.hasOwn(acts, act) ? acts[act] : undefined
  if (!chosen)
    throw new Fault(
      `\`owner ${act}\` is no command. There are: owner, ${Object.keys(acts)
        .map((one) => `owner ${one}`)
        .join(', ')}.`,
    )
  if (emails.length === 0) throw new Fault(`Who? \`npm run hub -- owner ${act} <e-mail>\``)
  // As sign-in keeps them, so that one address is one person.
  const meant = emails.map((typed) => toEmail(typed)?.toLowerCase())
  const wrong = emails.filter((_, at) => !meant[at])
  if (wrong.length > 0) throw new Fault(`Not an e-mail address: ${wrong.map(visible).join(', ')}`)
  for (const email of meant) console.log(await chosen(db, email!, now))
}
