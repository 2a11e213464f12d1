import { drizzle } from 'drizzle-orm/d1'
import { app } from './app'
import { forgetDigests } from './comments/forgetting'
import { forgetRemoved } from './comments/changes'
import { forgetBrowsers } from './contributors/acting'
import { countDue } from './contributors/counting'
import { type Bindings, originOf } from './env'
import { tellOfPosts } from './ideas/jobs'
import { dayOf } from './kit/calendar'
import { sendOutbox } from './jobs'
import { forgetPages } from './offers/counting'
import { fetchFile } from './shell/assets'
import { recheckLinks } from './people/links'
import { hubAt, readHub } from './shell/hub'
import { removeUnproven } from './sign-in/queries'
import { makeFilter } from './spam/jobs'

export default {
  async fetch(request, env, context) {
    // Before routing: every address is below a base that the build knows.
    await readHub(env)
    // The development server's line to the browser, over which it tells of changes.
    if (env.SITE_DEV && request.headers.get('upgrade')) return fetchFile(env, request)
    return app.fetch(request, env, context)
  },

  /** Every minute: what could not be sent before is tried again, and what is too old goes. */
  async scheduled({ scheduledTime }, env) {
    const now = new Date(scheduledTime)
    const hub = hubAt(await readHub(env), now)
    const db = drizzle(env.DB, { casing: 'snake_case' })
    await removeUnproven(db, now)
    await forgetRemoved(db, new Date(scheduledTime - hub.desk.keepRemoved))
    await tellOfPosts(db, hub, now)
    await sendOutbox({ env, db, hub, origin: originOf(env, hub), now })
    await recheckLinks({ db, hub, now })
    await forgetDigests(db, now)
    await makeFilter(db, now)
    await forgetBrowsers(db, now)
    await forgetPages(db, dayOf(now, hub.timezone), now)
    await countDue({ db, hub, now })
  },
} satisfies ExportedHandler<Bindings>
