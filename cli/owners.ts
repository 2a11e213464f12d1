import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { addOwner, assignRole } from '../worker/accounts/members/role.commands'
import { countOwners, listTeam } from '../worker/moderation/people/queries'
import { COMMAND_LINE } from '../worker/audit/rules'
import type { Db } from '../worker/env'
import { findMemberByEmail } from '../worker/accounts/members/queries'
import { toEmail } from '../worker/lib/email-and-url'
import { CliError } from './cli-error'
import { contentFolder, root } from './settings'
import { escapeControl } from './escape-control'

/** The commands for an owner, who is named by their email address. */
const acts: Record<string, (db: Db, email: string, now: Date) => Promise<string>> = {
  add: async (db, email, now) => {
    const member = await findMemberByEmail(db, email)
    if (!member) return addNewOwner(db, email, now)
    if (member.role === 'owner') return `${email} is already an owner.`
    if (!(await assignRole(deciding(db, now), member, 'owner'))) throw concurrentChange(email)
    const isFreed = member.bannedUntil && member.bannedUntil > now
    return `${email} is now an owner: ${escapeControl(member.name)}.${isFreed ? ' Their ban is lifted.' : ''}`
  },
  remove: async (db, email, now) => {
    const member = await findMemberByEmail(db, email)
    if (member?.role !== 'owner') throw new CliError(`${email} is not an owner of this hub.`)
    if (!member.invitedAt && (await countOwners(db)) === 1)
      throw new CliError(
        `${email} is the last owner who has signed in. Without an owner, hosts cannot be appointed.
Let another owner sign in first.`,
      )
    if (!(await assignRole(deciding(db, now), member, null))) throw concurrentChange(email)
    const stays = member.invitedAt ? 'They have never signed in.' : 'They are still a member.'
    const returns = isInSettings(email)
      ? ' But OWNER_EMAIL is this address: their next sign-in makes them an owner again, unless you remove it from the settings.'
      : ''
    return `${email} is no longer an owner. ${stays}${returns}`
  },
}

const deciding = (db: Db, now: Date) => ({ db, now, by: COMMAND_LINE })

const concurrentChange = (email: string) =>
  new CliError(
    `${email} was changed by someone else at the same time. Check their role, and try again.`,
  )

const addNewOwner = async (db: Db, email: string, now: Date) => {
  if (!(await addOwner(deciding(db, now), email))) throw concurrentChange(email)
  // The settings schema is slow to load, and the other commands do not need it.
  const { readSettings } = await import('../site/parser/settings')
  const { hub } = readSettings(contentFolder())
  return `${email} becomes an owner at their first sign-in and chooses a name then. Until then they are not visible.
They sign in at ${new URL(hub.url).pathname}sign-in/ with an email link, or with an account that has this address.`
}

/** Whether OWNER_EMAIL makes this address an owner at each sign-in. */
const isInSettings = (email: string) => {
  const wrangler = readFileSync(resolve(root, 'wrangler.toml'), 'utf8')
  const named = [process.env['OWNER_EMAIL'], /^OWNER_EMAIL\s*=\s*"(.*?)"/m.exec(wrangler)?.[1]]
  return named.some((one) => one && toEmail(one)?.toLowerCase() === email)
}

/** Prints the owners. */
export const printOwners = async (db: Db): Promise<void> => {
  const owners = (await listTeam(db)).filter(({ role }) => role === 'owner')
  if (owners.length === 0)
    console.log('There is no owner yet. Add one: `npm run hub -- owner add <email>`')
  for (const { email, name, handle, invitedAt } of owners)
    console.log(
      `${escapeControl(email)}  ${invitedAt ? 'has not signed in yet' : `${escapeControl(name)} (${handle})`}`,
    )
}

/** Applies one command to each of these addresses, and prints the results. */
export const changeOwners = async (db: Db, act: string, emails: string[], now: Date) => {
  const chosen = Object.hasOwn(acts, act) ? acts[act] : undefined
  if (!chosen)
    throw new CliError(
      `\`owner ${act}\` is not a command. Expected one of: owner, ${Object.keys(acts)
        .map((one) => `owner ${one}`)
        .join(', ')}.`,
    )
  if (emails.length === 0)
    throw new CliError(
      `No email address is given. Expected: \`npm run hub -- owner ${act} <email>\``,
    )
  // Normalized as in sign-in, so that one address is one member.
  const meant = emails.map((typed) => toEmail(typed)?.toLowerCase())
  const wrong = emails.filter((_, at) => !meant[at])
  if (wrong.length > 0)
    throw new CliError(`Not an email address: ${wrong.map(escapeControl).join(', ')}`)
  for (const email of meant) console.log(await chosen(db, email!, now))
}
