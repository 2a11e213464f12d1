import type { Context } from 'hono'
import type { Hub } from '../../../site/contract/hub'
import type { App } from '../../env'
import { hasSender } from '../../notifications/rules'
import { enabledProviders, allowFormTargets } from './enabled-providers.middleware'
import { listProviders, retirementOf } from './providers.rules'
import { findSignInMethods, type SignedIn } from './queries'
import { SignInMethods } from './own-methods.view'

const labelIn = (hub: Hub, id: string) =>
  [...listProviders(hub), ...hub.retired.map(({ id, name }) => ({ id, label: name }))].find(
    (provider) => provider.id === id,
  )?.label ?? id

/** The section of the account page with the sign-in methods. Its forms redirect to providers. */
export const renderSignInMethods = async (c: Context<App>, member: SignedIn) => {
  const { db, hub, now } = c.var
  const enabled = enabledProviders(c)
  allowFormTargets(c, enabled)
  const methods = await findSignInMethods(db, member.id)
  return (
    <SignInMethods
      {...methods}
      hub={hub}
      member={member}
      enabled={enabled}
      canMail={hasSender(c.env)}
      labelOf={(id) => labelIn(hub, id)}
      closedAt={(id) => retirementOf(hub, id, now)?.at}
    />
  )
}
