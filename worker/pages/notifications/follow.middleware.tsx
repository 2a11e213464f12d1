import type { Context } from 'hono'
import { slots } from '../../../site/contract/slots'
import { findPersonTarget, selectFollow } from '../../discussion/follows/queries'
import { isMutable, parseTarget } from '../../discussion/follows/rules'
import { FollowForm } from '../../discussion/follows/view'
import type { App } from '../../env'
import type { Slot } from '../../http/slots'
import { withDeadline } from '../../lib/with-deadline'

/** The buttons for a target such as `tag:gears` or `person:rosa`; none for the member themselves. */
const renderFollow = async (c: Context<App>, sent: string, name: string): Promise<string> => {
  const { db, hub } = c.var
  const member = await withDeadline('read', c.var.member())
  const target = parseTarget(sent)
  if (!member || !target) return ''
  const stored = target.type === 'person' ? await findPersonTarget(db, hub, target.of) : sent
  if (!stored || stored === `person:${member.id}`) return ''
  const [follow] = await selectFollow(db, member.id, stored)
  return String(
    <FollowForm
      paths={hub.paths}
      target={sent}
      name={name}
      follow={follow}
      isMutable={isMutable(parseTarget(stored)!)}
    />,
  )
}

/** Fills the slot with which a member follows what a page is about. Visitors have none. */
export const followSlot = (c: Context<App>): Slot => ({
  slot: slots.follow,
  render: (attribute) => renderFollow(c, attribute('data-target'), attribute('data-name')),
  fallback: '',
})
