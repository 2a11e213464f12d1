import { expect, test } from 'vitest'
import { ask } from '../world'

test.each(['/hub.json', '/search.json', '/community/hub.json', '/community/search.json'])(
  'what the build tells the Worker is told to nobody else: %s',
  async (path) => {
    const answer = await ask(path)
    expect(answer.status).toBe(404)
    expect(answer.body).not.toContain('post:open')
  },
)

test.each(['/robots.txt', '/community/robots.txt'])(
  'robots find their rules at %s',
  async (path) => {
    const answer = await ask(path)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toContain('text/plain')
    expect(answer.body).toContain('Sitemap: https://hub.test/community/sitemap-index.xml')
  },
)
