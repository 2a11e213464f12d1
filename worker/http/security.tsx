import { bodyLimit } from 'hono/body-limit'
import type { MiddlewareHandler } from 'hono'
import { createMiddleware } from 'hono/factory'
import { secureHeaders } from 'hono/secure-headers'
import type { Hub } from '../../site/contract/hub'
import type { App, Bindings } from '../env'
import { TURNSTILE } from './turnstile'
import { showMessage } from './layout'

/** What a browser may do with our pages: nothing from elsewhere, and no script in the markup. */
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
    // For this host alone, which is the company's: what its other hosts do is not ours to say.
    strictTransportSecurity: hub.url.startsWith('https:') ? 'max-age=15552000' : false,
    xXssProtection: false,
  })

/** One for each build, and so one in an isolate's life. */
const middlewares = new WeakMap<Hub, MiddlewareHandler>()

/** The policy of a page with Turnstile's widget: its script, and the frame that it draws. */
const withWidget = (policy: string): string =>
  `${policy.replace("script-src 'self'", `script-src 'self' ${TURNSTILE}`)}; frame-src ${TURNSTILE}`

/** The same headers for every answer; nothing is stored on its way, unless a room says otherwise. */
export const securityHeaders = createMiddleware<App>(async (c, next) => {
  const { hub } = c.var
  if (!middlewares.has(hub)) middlewares.set(hub, headersFor({ env: c.env, hub }))
  await middlewares.get(hub)!(c, next)
  const policy = c.res.headers.get('content-security-policy')
  if (policy && c.var.formTargets)
    c.res.headers.set(
      'content-security-policy',
      policy.replace("form-action 'self'", `form-action 'self' ${c.var.formTargets}`),
    )
  if (policy && c.var.hasTurnstile) c.res.headers.set('content-security-policy', withWidget(policy))
  c.res.headers.set('cache-control', 'private, no-store')
})

const isReading = (method: string) => method === 'GET' || method === 'HEAD'

/** Pages are read and forms are posted; a browser knows no other way, and the hub takes none. */
export const allowedMethods = createMiddleware<App>(async (c, next) => {
  if (isReading(c.req.method) || c.req.method === 'POST') return next()
  const page = await showMessage(
    c,
    405,
    'The hub does not do that',
    'Pages here are read, and forms are sent. There is no other way to change something.',
  )
  page.headers.set('allow', 'GET, HEAD, POST')
  return page
})

/**
 * Forms come from our own pages. The check is by what the browser says of the sender and not by
 * tokens in the markup, so that pages stay files.
 */
export const csrfProtection = createMiddleware<App>(async (c, next) => {
  if (isReading(c.req.method)) return next()
  const site = c.req.header('sec-fetch-site')
  const origin = c.req.header('origin')
  const ours = [c.var.origin, new URL(c.var.hub.url).origin]
  // On one's own machine the hub answers to several names.
  if (c.env.HUB_LOCAL) ours.push(new URL(c.req.url).origin)
  const isOurs = origin !== undefined && ours.includes(origin)
  const isAllowed = site ? site === 'same-origin' : isOurs
  if (!isAllowed)
    return showMessage(
      c,
      403,
      'This form did not come from here',
      'For your safety the hub takes forms only from its own pages. Please open the page and try again.',
    )
  if (!c.req.header('content-type')?.startsWith('application/x-www-form-urlencoded'))
    return showMessage(c, 415, 'This is not a form', 'The hub takes forms as a browser sends them.')
  return next()
})

/** The longest body: every character at its widest, percent-encoded, and room for the other fields. */
export const bodySizeLimit = createMiddleware<App>((c, next) =>
  bodyLimit({
    maxSize: 12 * c.var.hub.comments.longest + 8 * 1024,
    onError: () =>
      showMessage(
        c as never,
        413,
        'That is too much at once',
        'What you sent is larger than a comment can be. Go back, shorten it and send it again.',
      ),
  })(c, next),
)
