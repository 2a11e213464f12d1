import type { Context } from 'hono'
import type { Hub } from '../../../site/contract/hub'
import type { App } from '../../env'
import { hasSender } from '../../notifications/rules'
import { enabledProviders, allowFormTargets } from './responses.routes'
import { listProviders, retirementOf } from './providers.rules'
import { findSignInMethods, type SignedIn } from './queries'
import { SignInMethods } from './own-methods.view'

const labelIn = (hub: Hub, id: string) =>
  [...listProviders(hub), ...hub.retired.map(({ id, name }) => ({ id, label: name }))].find(
    (provider) => provider.id === id,
  )?.label ?? id

/** The part of somebody's own page with their ways in; its forms lead on to providers. */
export const renderSignInMethods = async (c: Context<App>, member: SignedIn) => {
  const { db, hub, now } = c.var
  const open = enabledProviders(c)
  allowFormTargets(c, open)
  const ways = await findSignInMethods(db, member.id)
  return (
    <SignInMethods
      {...ways}
      hub={hub}
      member={member}
      open={open}
      canMail={hasSender(c.env)}
      labelOf={(id) => labelIn(hub, id)}
      closedAt={(id) => retirementOf(hub, id, now)?.at}
    />
  )
}
