import { type Conversation, isTopic, TOPIC } from './conversation'
import { accountPaths, emailPaths, privacyPaths, signInPaths } from './account-paths'
import type { OutboundKind } from './offers'
import { queryOf } from './query-of'

/** What the address of a conversation is made of. */
type Address = Pick<Conversation, 'id' | 'slug'>

const conversationPage = (base: string, { id, slug }: Address) =>
  isTopic({ id }) ? `${base}topics/${id.slice(TOPIC.length)}/${slug}/` : `${base}posts/${slug}/`

/** Lists, feeds and profiles. */
const listPaths = (base: string) => ({
  home: () => base,
  /** A list, newest first; of ideas also by `sort` (`votes`) and `status`. */
  kind: (kind: string, query?: Record<string, string>) => `${base}kinds/${kind}/${queryOf(query)}`,
  kindFeed: (kind: string) => `${base}kinds/${kind}/feed.xml`,
  /** Questions without an accepted answer. */
  unanswered: () => `${base}kinds/question/unanswered/`,
  unansweredFeed: () => `${base}kinds/question/unanswered/feed.xml`,
  contributors: () => `${base}contributors/`,
  tag: (tag: string) => `${base}tags/${tag}/`,
  space: (space: string) => `${base}spaces/${space}/`,
  person: (handle: string) => `${base}people/${handle}/`,
  personFeed: (handle: string) => `${base}people/${handle}/feed.xml`,
  /** A person's comments before this one, on their page. */
  said: (handle: string, before: string) =>
    `${base}people/${handle}/?${new URLSearchParams({ before })}#said-title`,
  levels: () => `${base}levels/`,
  elsewhere: () => `${base}elsewhere/`,
  search: () => `${base}search/`,
  feed: () => `${base}feed.xml`,
  jsonFeed: () => `${base}feed.json`,
  sitemap: () => `${base}sitemap-index.xml`,
  /** The index of the topics’ sitemaps; and one of them. The posts have sitemaps of their own. */
  topicsSitemap: () => `${base}sitemap-topics.xml`,
  topicsSitemapPage: (number: number) => `${base}sitemap-topics-${number}.xml`,
})

/** Posts, topics, pages and offers. */
const pagePaths = (base: string) => ({
  post: (slug: string) => `${base}posts/${slug}/`,
  /** A file that a resource offers for download. */
  postFile: (slug: string, name: string) => `${base}posts/${slug}/${encodeURIComponent(name)}`,
  /** A topic, by its id in the database. */
  topic: (id: string, slug: string) => `${base}topics/${id}/${slug}/`,
  /** The earlier versions of a topic's text. */
  history: (id: string, slug: string) => `${base}topics/${id}/${slug}/history/`,
  /** The form to start a topic; `kind`, `space`, `title` and `tags` prefill it. */
  start: (query?: Record<string, string>) => `${base}start/${queryOf(query)}`,
  startPreview: () => `${base}start/preview`,
  /** Conversations on a similar subject; `title`, `kind`. */
  similar: () => `${base}start/similar/`,
  page: (slug: string) => `${base}pages/${slug}/`,
  offers: () => `${base}offers/`,
  /** The page of one offer; it says when the offer has ended. */
  offer: (id: string) => `${base}offers/${id}/`,
  /** Dismisses an offer for a while, for one browser; `page` is where to return to. */
  dismissalOfOffer: (offer: string) => `${base}offers/${offer}/dismissal`,
  /** Dismisses the banner of an alert until its next update, for one browser. */
  dismissalOfAlert: (mark: string) => `${base}alerts/${mark}/dismissal`,
  /** A counted link to an offer or a network; `from` is the page that shows it, as `pageIn` has it. */
  out: (kind: OutboundKind, id: string, from?: string) =>
    `${base}out/${kind}/${id}${queryOf(from ? { from } : undefined)}`,
  /** Asks which server of a network the reader uses, to share a conversation there. */
  share: (network: string, of?: string) =>
    `${base}share/${network}/${queryOf(of ? { of } : undefined)}`,
})

/** Comments, and the actions on them. */
const commentPaths = (base: string) => ({
  /** The permalink of a comment: redirects to its page and anchor. */
  comment: (id: string) => `${base}comments/${id}/`,
  reply: (id: string) => `${base}comments/${id}/reply/`,
  revision: (id: string) => `${base}comments/${id}/revision`,
  /** Its author takes a comment back. */
  withdrawal: (id: string) => `${base}comments/${id}/withdrawal`,
  /** Hosts: removes a comment, by a rule of the house. */
  removal: (id: string) => `${base}comments/${id}/removal`,
  /** The form to report a comment; and where it is sent. */
  reporting: (id: string, query?: Record<string, string>) =>
    `${base}comments/${id}/report/${queryOf(query)}`,
  report: (id: string) => `${base}comments/${id}/report`,
  /** Hosts: publishes a held comment, or dismisses the reports of one. */
  approval: (id: string) => `${base}comments/${id}/approval`,
  fading: (id: string) => `${base}comments/${id}/fading`,
  restoration: (id: string) => `${base}comments/${id}/restoration`,
  /** Hosts: holds a published comment. */
  holding: (id: string) => `${base}comments/${id}/holding`,
  /** Hosts: toggles whether a comment is pinned above the others of its conversation. */
  pin: (id: string) => `${base}comments/${id}/pin`,
  /** The asker marks the comment that settled the question, and takes the mark back. */
  answer: (id: string) => `${base}comments/${id}/answer`,
  /** Hosts: the same, from the desk. */
  acceptance: (id: string) => `${base}comments/${id}/acceptance`,
  /** Hosts: marks a comment as critical or not; and as needing no answer. */
  criticism: (id: string) => `${base}comments/${id}/criticism`,
  dismissal: (id: string) => `${base}comments/${id}/dismissal`,
  /** Hosts: sends a warning to the author of a comment. */
  warning: (id: string) => `${base}comments/${id}/warning`,
  /** Hosts: sends a reply that was waiting; and comments on it before that. */
  release: (id: string) => `${base}comments/${id}/release`,
  remarks: (id: string) => `${base}comments/${id}/remarks`,
  commentReactions: (id: string) => `${base}comments/${id}/reactions`,
})

/** Conversations, and the actions on them. */
const conversationPaths = (base: string) => ({
  /** The page on which a conversation is read. */
  conversation: (conversation: Address) => conversationPage(base, conversation),
  /** A page of its comments. */
  thread: (conversation: Address, query: Record<string, string>) =>
    conversationPage(base, conversation) + queryOf(query),
  /** Its newest comments, as Atom. */
  commentsFeed: (conversation: Address) => `${conversationPage(base, conversation)}comments.xml`,
  comments: (conversation: string) => `${base}conversations/${conversation}/comments`,
  preview: (conversation: string) => `${base}conversations/${conversation}/preview`,
  conversationReactions: (conversation: string) => `${base}conversations/${conversation}/reactions`,
  /** Hosts: toggles the conversation's lock. */
  lock: (conversation: string) => `${base}conversations/${conversation}/lock`,
  /** The form to edit a topic, for its author and for hosts; and where it is sent. */
  conversationRevision: (conversation: string) => `${base}conversations/${conversation}/revision`,
  /** Hosts: moves a topic to another space; and merges it into another conversation. */
  move: (conversation: string) => `${base}conversations/${conversation}/space`,
  merger: (conversation: string) => `${base}conversations/${conversation}/merger`,
  /** Closes a question as a duplicate of an earlier one. */
  duplicate: (conversation: string) => `${base}conversations/${conversation}/duplicate`,
  /** Toggles a vote for an idea; hosts set its status. */
  votes: (conversation: string) => `${base}conversations/${conversation}/votes`,
  status: (conversation: string) => `${base}conversations/${conversation}/status`,
  /** Toggles whether the member has used a resource. */
  uses: (conversation: string) => `${base}conversations/${conversation}/uses`,
})

/** Spaces and groups. */
const spacePaths = (base: string) => ({
  /** Requests access to a space. */
  requests: (space: string) => `${base}spaces/${space}/requests`,
  /** Hosts: the requests for access, and the answer to one. */
  deskRequests: (query?: Record<string, string>) => `${base}desk/requests/${queryOf(query)}`,
  answerToRequest: (id: string) => `${base}desk/requests/${id}/answer`,
  /** Hosts: the groups, and one of them. */
  deskGroups: () => `${base}desk/groups/`,
  deskGroup: (id: string, query?: Record<string, string>) =>
    `${base}desk/groups/${id}/${queryOf(query)}`,
  members: (group: string) => `${base}desk/groups/${group}/members`,
  removalOfMember: (group: string, member: string) =>
    `${base}desk/groups/${group}/members/${member}/removal`,
})

/** The desk. */
const deskPaths = (base: string) => ({
  desk: (query?: Record<string, string>) => `${base}desk/${queryOf(query)}`,
  /** One comment, with its history and every action on it. */
  deskComment: (id: string) => `${base}desk/comments/${id}/`,
  /** Applies one decision to many comments. */
  decisions: () => `${base}desk/decisions`,
  /** Undoes a decision. */
  undoing: (entry: string) => `${base}desk/log/${entry}/undoing`,
  /** A host's reply that waits, beside the comment it answers. */
  resting: (id: string) => `${base}desk/resting/${id}/`,
  /** The saved replies that hosts share. */
  savedReplies: () => `${base}desk/replies/`,
  savedReply: (id: string) => `${base}desk/replies/${id}/`,
  removalOfSavedReply: (id: string) => `${base}desk/replies/${id}/removal`,
  silence: (id: string) => `${base}desk/people/${id}/silence`,
  endingOfSilence: (id: string) => `${base}desk/people/${id}/silence/ending`,
  deskPeople: (query?: Record<string, string>) => `${base}desk/people/${queryOf(query)}`,
  deskMember: (id: string) => `${base}desk/people/${id}/`,
  /** Sets a member's role: host, owner or none. */
  role: (id: string) => `${base}desk/people/${id}/role`,
  /** Links a member to a person in `content/people/`. */
  identity: (id: string) => `${base}desk/people/${id}/identity`,
  /** Grants a member a level, or caps theirs at one. */
  grants: (id: string) => `${base}desk/people/${id}/grants`,
  endingOfGrant: (id: string, grant: string) => `${base}desk/people/${id}/grants/${grant}/ending`,
  ban: (id: string) => `${base}desk/people/${id}/ban`,
  endingOfBan: (id: string) => `${base}desk/people/${id}/ban/ending`,
  deskLog: (query?: Record<string, string>) => `${base}desk/log/${queryOf(query)}`,
  /** Hosts: views and clicks of offers and networks; and the same as CSV. */
  deskOffers: (query?: Record<string, string>) => `${base}desk/offers/${queryOf(query)}`,
  deskOffersTable: (query?: Record<string, string>) =>
    `${base}desk/offers/counts.csv${queryOf(query)}`,
})

/** The desk: updates of alerts, and undelivered emails. */
const deskSendingPaths = (base: string) => ({
  /** Hosts: the alerts, and the form for an update of one, by its slug. */
  deskAlerts: (query?: Record<string, string>) => `${base}desk/alerts/${queryOf(query)}`,
  deskAlert: (slug: string) => `${base}desk/alerts/${slug}/`,
  /** Takes an update back that a host posted from the desk. */
  withdrawalOfUpdate: (slug: string, id: string) =>
    `${base}desk/alerts/${slug}/updates/${id}/withdrawal`,
  /** Undelivered emails, and addresses that get none. */
  deskEmail: () => `${base}desk/email/`,
  retries: () => `${base}desk/email/retries`,
  retry: (id: string) => `${base}desk/email/${id}/retry`,
  endingOfStop: (recipient: string) => `${base}desk/email/stops/${recipient}/ending`,
})

/**
 * The builders of every address that both halves use, from the root of the host. A path is spelled
 * nowhere else.
 *
 * @param base where the hub is on its host: the path of `url` in hub.yaml, with a slash at both ends
 */
export const pathsAt = (base: string) => ({
  base,
  ...listPaths(base),
  ...pagePaths(base),
  /** The static page around a list that has only topics; not served by itself. */
  listFrame: () => `${base}frame/list/`,
  /** The static page around a topic; not served by itself. */
  topicFrame: () => `${base}frame/topic/`,
  /** The same around the topic form, which has its own script and styles. */
  startFrame: () => `${base}frame/start/`,
  /** The static page around what the Worker writes by itself; not served by itself. */
  frame: () => `${base}frame/`,
  /** The same for the desk, which has its own script and styles. */
  deskFrame: () => `${base}frame/desk/`,
  ...commentPaths(base),
  ...conversationPaths(base),
  ...spacePaths(base),
  ...signInPaths(base),
  ...accountPaths(base),
  ...privacyPaths(base),
  ...deskPaths(base),
  ...deskSendingPaths(base),
  ...emailPaths(base),
  health: () => `${base}healthz`,
})

/** The builders of addresses of one hub. */
export type Paths = ReturnType<typeof pathsAt>

/** The slug of the page in `content/pages/` that emails and the desk link to, if it exists. */
export const HOUSE_RULES = 'house-rules'
