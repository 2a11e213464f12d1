import { bodyLimit } from 'hono/body-limit'
import type { MiddlewareHandler } from 'hono'
import { createMiddleware } from 'hono/factory'
import { secureHeaders } from 'hono/secure-headers'
import type { Hub } from '../../site/contract/hub'
import type { App, Bindings } from '../env'
import { TURNSTILE } from '../lib/turnstile'
import { pathBelowBase } from './hub'
import { showMessage } from './layout'
import { httpMessages } from './messages'
import { isOneClick } from './one-click'

/** The Content Security Policy: nothing from other hosts, and no inline scripts. */
const policyOf = ({ pictureHosts }: Hub) => ({
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:', ...pictureHosts.map((host) => `https://${host}`)],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  manifestSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
})

const headersFor = ({ env, hub }: { env: Bindings; hub: Hub }) =>
  secureHeaders({
    // The development server writes scripts into its pages.
    ...(!env.SITE_DEV && { contentSecurityPolicy: policyOf(hub) }),
    referrerPolicy: 'strict-origin-when-cross-origin',
    permissionsPolicy: { camera: [], microphone: [], geolocation: [] },
    // Without `includeSubDomains`: the company's other hosts may not all have HTTPS.
    strictTransportSecurity: hub.url.startsWith('https:') ? 'max-age=15552000' : false,
    xXssProtection: false,
  })

/** One per build, and so one per isolate. */
const middlewares = new WeakMap<Hub, MiddlewareHandler>()

/** The policy of a page with Turnstile's widget: allows its script and its frame. */
const withWidget = (policy: string): string =>
  `${policy.replace("script-src 'self'", `script-src 'self' ${TURNSTILE}`)}; frame-src ${TURNSTILE}`

/** Sets the security headers of every response, and `no-store`: the page cache stores its own copies. */
export const securityHeaders = createMiddleware<App>(async (c, next) => {
  const { hub } = c.var
  if (!middlewares.has(hub)) middlewares.set(hub, headersFor({ env: c.env, hub }))
  await middlewares.get(hub)!(c, async () => {
    await next()
    // The headers of a response that came from `fetch` cannot be set; those of its copy can.
    c.res = new Response(c.res.body, c.res)
  })
  const policy = c.res.headers.get('content-security-policy')
  if (policy && c.var.formTargets)
    c.res.headers.set(
      'content-security-policy',
      policy.replace("form-action 'self'", `form-action 'self' ${c.var.formTargets}`),
    )
  if (policy && c.var.hasTurnstile) c.res.headers.set('content-security-policy', withWidget(policy))
  if (policy && c.var.policyFrom)
    c.res.headers.set('content-security-policy', c.var.policyFrom(policy))
  c.res.headers.set('cache-control', 'private, no-store')
})

const isReading = (method: string) => method === 'GET' || method === 'HEAD'

/** Refuses every method except GET, HEAD and POST with 405. */
export const allowedMethods = createMiddleware<App>(async (c, next) => {
  if (isReading(c.req.method) || c.req.method === 'POST') return next()
  const page = await showMessage(c, 405, ...httpMessages.method)
  page.headers.set('allow', 'GET, HEAD, POST')
  return page
})

/** Addresses that other machines post to; each verifies who it is by itself. */
const FOR_MACHINES = /^\/mail\/events\//

/**
 * Refuses forms of other sites. Checks `Sec-Fetch-Site` and `Origin` instead of a token in the markup,
 * so that pages can be static files. Only one-click requests of mail
 * programs, and other machines, need neither.
 */
export const csrfProtection = createMiddleware<App>(async (c, next) => {
  if (isReading(c.req.method) || FOR_MACHINES.test(pathBelowBase(c.req.raw))) return next()
  if (await isOneClick(c)) return next()
  const site = c.req.header('sec-fetch-site')
  const origin = c.req.header('origin')
  const ours = [c.var.origin, new URL(c.var.hub.url).origin]
  // A local hub has several names, such as localhost and 127.0.0.1.
  if (c.env.HUB_LOCAL) ours.push(new URL(c.req.url).origin)
  const isOurs = origin !== undefined && ours.includes(origin)
  const isAllowed = site ? site === 'same-origin' : isOurs
  if (!isAllowed) return showMessage(c, 403, ...httpMessages.foreignForm)
  if (!c.req.header('content-type')?.startsWith('application/x-www-form-urlencoded'))
    return showMessage(c, 415, ...httpMessages.notAForm)
  return next()
})

/** Refuses bodies that are longer than the longest comment, percent-encoded, and the other fields. */
export const bodySizeLimit = createMiddleware<App>((c, next) =>
  bodyLimit({
    maxSize: 12 * c.var.hub.comments.longest + 8 * 1024,
    onError: () => showMessage(c as never, 413, ...httpMessages.tooLong),
  })(c, next),
)
