import { expect } from 'vitest'
import { readHub } from '../../../worker/http/hub'
import { cronJobs, sendOutbox } from '../../../worker/jobs'
import { newBudget } from '../../../worker/lib/query-budget'
import { ask, bindings, db, lettersTo, member, origin, send } from '../../world'

export type Member = Awaited<ReturnType<typeof member>>

/** Does what a run of the cron trigger does at that moment. */
export const deliverAt = async (now: Date) => {
  const context = {
    env: bindings,
    db,
    hub: await readHub(bindings),
    origin,
    now,
    budget: newBudget('1000'),
  }
  await cronJobs(context)['plan digests']![1]()
  await sendOutbox(context)
}

/** Sends all that is due within the next ten minutes. */
export const deliver = async () => {
  for (const minutes of [0, 1, 3, 10])
    await deliverAt(new Date(Date.now() + minutes * 60_000 + 1000))
}

/** A member comments; gives the id of the comment. */
export const comment = async (by: Member, body: string, to: string, parent = '') => {
  const { status, headers } = await send(
    `/community/conversations/${to}/comments`,
    { body, as: 'member', parent },
    { cookie: by.cookie, address: by.address },
  )
  expect(status).toBe(303)
  return new URL(headers.get('location')!, origin).searchParams.get('from')!
}

/** A member follows or mutes something. */
export const follow = ({ cookie, address }: Member, target: string, to = 'on') =>
  send('/community/me/follows', { target, to }, { cookie, address })

/** The page of a member's notifications. */
export const inboxOf = async ({ cookie }: Member) =>
  (await ask('/community/me/notifications/', {}, { cookie })).body

/** What a member's notifications say, the newest first. */
export const newsOf = async (who: Member): Promise<string[]> =>
  Array.from(
    (await inboxOf(who)).matchAll(/<a href="[^"]*" dir="auto">([^<]*)<\/a>/g),
    ([, says]) => says!.replaceAll('&quot;', '"').replaceAll('&#39;', "'"),
  )

/** How many emails to a member or guest say this. */
export const emailsAbout = async (who: { email: string }, says: string): Promise<number> =>
  (await lettersTo(who as Member)).filter(({ text }) => text.replaceAll(/\s+/g, ' ').includes(says))
    .length

/** The number beside the bell in the header of a member's pages. */
export const unreadOf = async ({ cookie }: Member): Promise<number> => {
  const { body } = await ask('/community/', {}, { cookie })
  const [, count] = /house-bell.*?house-news">(\d+)/s.exec(body) ?? []
  return Number(count ?? 0)
}
