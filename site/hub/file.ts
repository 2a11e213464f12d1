import { getCollection } from 'astro:content'
import { base, type Conversation, conversationOf, type Hub, type IdeaStatus } from '../contract'
import { listAllPosts, permanentId, type Post } from '../posts/list'
import { changedAt } from '../posts/words'
import { contentFolder } from '../reading/folder'
import { iconData } from '../sign-in/icon'
import { heldWords, hub, levels, networks, people, spaces, starters } from './settings'

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
  ...(post.data.kind === 'idea' && {
    status: (post.data.status ?? 'open') as IdeaStatus,
    statusReason: post.data.reason,
  }),
})

/** Everything the Worker must know of the build. */
export const hubFile = async (): Promise<Hub> => {
  const [posts, pages] = await Promise.all([listAllPosts(), getCollection('pages')])
  return {
    base,
    url: hub.url,
    name: hub.name,
    title: hub.title,
    language: hub.language,
    timezone: hub.timezone,
    comments: hub.comments,
    desk: hub.desk,
    pulse: { hours: hub.pulse.hours, answer: hub.pulse.answer },
    heldWords,
    starters,
    reactions: hub.reactions,
    conversations: Object.fromEntries(
      posts.map((post) => [conversationOf(permanentId(post)), conversation(post)]),
    ),
    pages: pages.map(({ id }) => id),
    slugs: Object.fromEntries(
      posts.flatMap((post) =>
        [post.id, ...post.data.formerly].map((slug) => [slug, conversationOf(permanentId(post))]),
      ),
    ),
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
    retired: networks.flatMap(({ id, name, retired }) =>
      retired ? [{ id, name, at: Number(retired) }] : [],
    ),
  }
}
