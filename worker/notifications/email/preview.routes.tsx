import { showMissing, showPage } from '../../http/layout'
import { newRouter } from '../../http/router'
import { PreviewPage } from './preview.view'
import { emailSamples } from './samples.view'

/** `/dev/mail/preview/`, on a local hub only. */
export const emailPreviews = newRouter()

/** What an email may load and run: nothing. */
const EMAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"

emailPreviews.get('/mail/preview/', (c) => {
  if (!c.env.HUB_LOCAL) return showMissing(c)
  const { hub, origin } = c.var
  const samples = Object.entries(emailSamples(hub, origin))
  c.set('policyFrom', (policy) => `${policy}; frame-src 'self'`)
  return showPage(c, {
    title: 'Email previews',
    children: (
      <PreviewPage
        paths={hub.paths}
        emails={samples.map(([template, write]) => [template, write()])}
      />
    ),
  })
})

/** One email as it is sent. */
emailPreviews.get('/mail/preview/:template/', (c) => {
  const samples = emailSamples(c.var.hub, c.var.origin)
  const template = c.req.param('template')
  if (!c.env.HUB_LOCAL || !Object.hasOwn(samples, template)) return showMissing(c)
  c.set('policyFrom', () => EMAIL_POLICY)
  return c.html(samples[template]!().html)
})
