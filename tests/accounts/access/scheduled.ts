import type { SearchDocument } from '../../../cli/build-output'
import { loadDocuments } from '../../../cli/documents'
import { comments } from '../../../worker/discussion/comments/table'
import { ensureConversation } from '../../../worker/discussion/conversations/commands'
import { newId } from '../../../worker/lib/id'
import { readHub } from '../../../worker/http/hub'
import { bindings, db } from '../../world'
import type { Thing } from './marked'

/*
 * `tests/hub` has posts with a `publish` far ahead, each of their words marked: before their time no
 * response reveals them.
 */

export const publishedAt = Date.parse('2999-01-01T08:00:00Z')

const MARK = /axolotl/i

const { guarded = '' } = await readHub(bindings)

/** What the build loads into the search. */
const built = import.meta.glob<string>('../../../.wrangler/tests/hub.search.json', {
  eager: true,
  query: '?raw',
  import: 'default',
})

/** A comment from a time when the post was published once before. */
export const commentId = newId(new Date(publishedAt - 1000_000))

/** Fills the search index as a build does, and adds that comment by a member. */
export const prepareScheduled = async (member: { id: string; name: string; handle: string }) => {
  await loadDocuments(
    db,
    Object.values(built).flatMap((text): SearchDocument[] => JSON.parse(text)),
  )
  await ensureConversation(db, 'post:axolotlid')
  await db.insert(comments).values({
    id: commentId,
    conversation: 'post:axolotlid',
    root: commentId,
    path: commentId,
    depth: 0,
    shown: true,
    memberId: member.id,
    name: member.name,
    handle: member.handle,
    body: 'Where does the axolotl sleep? Heliograph',
    html: '<p>Where does the axolotl sleep? Heliograph</p>',
    renderer: 1,
    state: 'published',
    writtenAt: new Date(publishedAt - 1000_000),
  })
}

/** The scheduled posts, and what leads to them once they are published. */
export const scheduledThings: Thing[] = [
  { slug: 'tomorrow', file: 'axolotl-plan.txt', conversation: 'post:axolotlid', id: commentId },
  { slug: 'axolotl-formerly', tag: 'axolotl-tag', conversation: 'post:siren', handle: 'ada' },
  { slug: 'siren', handle: 'newcomer', kind: 'resource', tag: 'brakes', space: 'crew' },
  {
    slug: 'in-crew-tomorrow',
    conversation: 'post:in-crew-tomorrow',
    kind: 'alert',
    space: 'public',
  },
]

const searches = ['heliograph', 'map of the', 'siren'].flatMap((words) =>
  ['', '&kind=resource', '&tag=brakes', '&person=ada', '&space=crew'].map(
    (more) => `/community/search/?q=${encodeURIComponent(words)}${more}`,
  ),
)

/** Addresses at which a scheduled post would be found first. */
export const scheduledSeeds = [
  ...['/hub.json', '/search.json', '/later.json'].flatMap((path) => [path, `/community${path}`]),
  `/${guarded}/later.json`,
  `/${guarded}/community/posts/tomorrow/`,
  '/community/sitemap-index.xml',
  '/community/sitemap-0.xml',
  '/community/posts/tomorrow/index.html',
  '/community/posts/tomorrow',
  '/community/posts/Tomorrow/',
  '/community/people/ada/feed.xml',
  '/community/start/similar/?title=What+nobody+may+know+before+it+is+time',
  ...searches,
]

/** A text without what an address or a name of a scheduled post may be repeated as. */
export const withoutNames = (text: string, path: string) =>
  [path, path.split('?')[0]!, 'axolotl-tag', 'axolotl-formerly', 'axolotl-plan']
    .flatMap((echo) => [echo, encodeURIComponent(echo), echo.replaceAll('&', '&amp;')])
    .reduce((rest, echo) => rest.replaceAll(echo, ''), text)

/** Whether a response reveals a scheduled post. The desk shows hosts the comment, not its post. */
export const tellsOfScheduled = (path: string, text: string) =>
  path !== `/community/desk/comments/${commentId}/` && MARK.test(withoutNames(text, path))
