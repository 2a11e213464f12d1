import { app } from './app'
import type { Bindings } from './env'
import { readHub } from './shell/hub'

export default {
  async fetch(request, env, context) {
    // Before routing: every address is below a base that the build knows.
    await readHub(env)
    return app.fetch(request, env, context)
  },
} satisfies ExportedHandler<Bindings>
