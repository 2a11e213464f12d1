import type { Context } from 'hono'
import type { App } from '../../env'
import { type EnabledProvider, listEnabledProviders } from './providers.rules'

/** The providers with which members can sign in now. */
export const enabledProviders = (c: Context<App>): EnabledProvider[] =>
  listEnabledProviders(c.var.hub, c.env, c.var.now)

/**
 * Allows the forms of this page to redirect to a provider. Chrome applies `form-action` to every
 * redirect after a form, and these are not all known: a provider may redirect to the sign-in page of
 * the member’s company. So any host is allowed, but only over TLS, and only on these pages, which show
 * nothing that members or guests wrote.
 */
export const allowFormTargets = (c: Context<App>, providers: EnabledProvider[]) => {
  if (providers.length === 0) return
  const own = providers
    .flatMap(({ discovery }) => discovery ?? [])
    .filter((url) => !url.startsWith('https:'))
  c.set('formTargets', ['https:', ...own.map((url) => new URL(url).origin)].join(' '))
}
