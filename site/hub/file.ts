import { getCollection } from 'astro:content'
import { type Conversation, conversationOf } from '../contract/conversation'
import type { HubFile } from '../contract/hub'
import type { IdeaStatus } from '../contract/vocabulary'
import { activeNetworks } from '../networks/list'
import { containsOffer } from '../offers/body'
import { listOffers } from '../offers/file'
import { unresolvedAlerts, updatesOfAlerts } from '../posts/alerts'
import { isScheduled, listAllPosts, permanentId, type Post } from '../posts/list'
import { changedAt } from '../posts/text'
import { contentFolder } from '../parser/folder'
import { emailAccentsOf } from './email-accents'
import { iconData, providerMarks } from '../sign-in/icon'
import { heldWords, hub, levels, networks, paths, people, spaces, starters } from './settings'

const conversation = (post: Post): Conversation => ({
  id: conversationOf(permanentId(post)),
  slug: post.id,
  kind: post.data.kind,
  title: post.data.title,
  space: post.data.space,
  comments: post.data.comments,
  startedAt: Number(post.data.date),
  changedAt: Number(changedAt(post)),
  tags: post.data.tags,
  authors: post.data.authors,
  ...(post.data.pinned && { isPinned: true as const }),
  ...(isScheduled(post) && { publishAt: Number(post.data.publish) }),
  ...(post.data.kind === 'idea' && {
    status: (post.data.status ?? 'open') as IdeaStatus,
    statusReason: post.data.reason,
  }),
})

/** The part of `hub.json` that comes from the settings alone. */
const settingsPart = () => ({
  base: paths.base,
  url: hub.url,
  name: hub.name,
  title: hub.title,
  language: hub.language,
  timezone: hub.timezone,
  emailAccents: emailAccentsOf(hub.accent),
  comments: hub.comments,
  desk: hub.desk,
  pulse: { hours: hub.pulse.hours, answer: hub.pulse.answer },
  heldWords,
  starters,
  reactions: hub.reactions,
})

/** The posts, by the id of their conversation, and the ids by current and former slug. */
const postsPart = (posts: readonly Post[]) => ({
  conversations: Object.fromEntries(
    posts.map((post) => [conversationOf(permanentId(post)), conversation(post)]),
  ),
  slugs: Object.fromEntries(
    posts.flatMap((post) =>
      [post.id, ...post.data.formerly].map((slug) => [slug, conversationOf(permanentId(post))]),
    ),
  ),
})

/** The permissions, and the people of the company. */
const peoplePart = () => ({
  levels,
  spaces,
  people: Object.fromEntries(
    Object.entries(people).map(([handle, { name, role }]) => [handle, { name, role }]),
  ),
  pictureHosts: hub.pictures.remote,
  reservedNames: [hub.name, ...Object.values(people).map(({ name }) => name)],
  signIn: hub.signIn.map(({ icon, ...provider }) => ({
    ...provider,
    ...(icon && { icon: iconData(contentFolder(), icon) }),
  })),
  providerMarks: providerMarks(),
})

/** The active networks, and the retired ones with their date. */
const networksPart = () => ({
  networks: activeNetworks.flatMap(({ id, name, follow, share, invite }) =>
    follow ? [{ id, name, follow, share, invite }] : [],
  ),
  retired: networks.flatMap(({ id, name, retired }) =>
    retired ? [{ id, name, at: Number(retired) }] : [],
  ),
})

/** `hub.json`: everything that the Worker reads of the build. */
export const hubFile = async (): Promise<HubFile> => {
  const [posts, pages, offers] = await Promise.all([
    listAllPosts(),
    getCollection('pages'),
    listOffers(),
  ])
  return {
    ...settingsPart(),
    ...postsPart(posts),
    pages: pages.map(({ id }) => id),
    pagesWithOffers: pages.filter(containsOffer).map(({ id }) => id),
    ...peoplePart(),
    ...networksPart(),
    offers,
    sampled: hub.offers.sample,
    utm: Object.fromEntries(
      Object.entries(hub.utm).flatMap(([name, value]) => (value ? [[`utm_${name}`, value]] : [])),
    ),
    alerts: unresolvedAlerts(posts),
    alertUpdates: updatesOfAlerts(posts),
  }
}
