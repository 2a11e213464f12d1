/*
 * What both halves of the house must agree on, and all they share: addresses, the names of the
 * slots, and what the build tells the Worker. It imports nothing.
 */

/** Where the hub lives on its host: the path of `url` in hub.yaml, with a slash at both ends. */
export let base = '/community/'

/** Moves the hub to another path of its host. Called once, by whoever has read where it lives. */
export const liveAt = (path: string) => {
  base = path
}

export const kinds = ['news', 'alert', 'question', 'idea', 'resource'] as const
export type Kind = (typeof kinds)[number]

/** The kinds that members start; the rest is for those who write in git. */
export const topicKinds = ['question', 'idea', 'resource'] as const satisfies readonly Kind[]
export type TopicKind = (typeof topicKinds)[number]

/** What becomes of an idea. */
export const ideaStatuses = ['open', 'planned', 'started', 'done', 'declined'] as const
export type IdeaStatus = (typeof ideaStatuses)[number]

/** What each of them is called. */
export const ideaWords: Readonly<Record<IdeaStatus, string>> = {
  open: 'Open',
  planned: 'Planned',
  started: 'Started',
  done: 'Done',
  declined: 'Declined',
}

/** How grave an alert is, and how it is introduced. */
export const severityWords = {
  notice: 'Notice',
  minor: 'Minor',
  major: 'Important',
  critical: 'Urgent',
} as const
export type Severity = keyof typeof severityWords

/** Alerts so grave that every page tells of them. */
export const graveAlerts: readonly Severity[] = ['major', 'critical']

/** The way of an idea that is not declined. */
export const ideaSteps = ['open', 'planned', 'started', 'done'] as const satisfies IdeaStatus[]

/** A link that a resource gives. */
export interface Link {
  label: string
  url: string
}

/** Somebody whom a resource names, with at least one way to reach them. */
export interface Contact {
  name: string
  email?: string | undefined
  phone?: string | undefined
  url?: string | undefined
}

/** Signs that both halves draw: lines on a grid of 24, with a pen of the text's colour. */
export const signs = {
  news: 'M5 4h11v14a2 2 0 0 0 2 2H6a2 2 0 0 1-2-2V5a1 1 0 0 1 1-1zm11 5h4v9a2 2 0 0 1-4 0M8 8h4M8 12h4M8 16h4',
  alert: 'M12 4 2.5 20h19zM12 10v4.500M12 17.400v.1',
  question:
    'M12 21a9 9 0 1 0-8-4.900L3 21l4.9-1A9 9 0 0 0 12 21zM9.5 9.500a2.5 2.5 0 1 1 3.6 2.200c-.7.4-1.1.900-1.1 1.800M12 16.400v.1',
  idea: 'M9 17.500h6M10 20.500h4M8.5 14.500a6 6 0 1 1 7 0c-.7.5-1 1.3-1 3h-5c0-1.7-.3-2.5-1-3z',
  resource: 'M4 7a2 2 0 0 1 2-2h4l2 3h6a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2z',
  link: 'M7 17 17 7M9 7h8v8',
  mail: 'M4 6h16v12H4zM4 7l8 6 8-6',
  phone:
    'M6 3h3l2 5-2.5 1.500a11 11 0 0 0 6 6L16 13l5 2v3a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3z',
} as const

/** The elements the Worker fills. Changing a name here changes it on both sides. */
export const slots = {
  /** The comments of a conversation and the form to add one; `data-conversation`. */
  thread: 'hub-thread',
  /** The reactions to a conversation; `data-conversation`. */
  reactions: 'hub-reactions',
  /** A list whose `data-conversations` (ids, space between) holds counts to be filled. */
  list: 'hub-list',
  /** How many comments a conversation in a list has; `data-conversation`. */
  count: 'hub-count',
  /** The answer to a search. */
  results: 'hub-results',
  /**
   * A promoted piece, told as such: the one that is due below a conversation (`data-conversation`)
   * or on the front page; where an editor put it (`data-offer`), that one, while it is on.
   */
  offer: 'hub-offer',
  /** Where else to find the company. */
  networks: 'hub-networks',
  /** The ways to share a conversation; a script adds those that only a browser has. */
  share: 'hub-share',
  /** All offers that are on, on their page. */
  offers: 'hub-offers',
  /** The alerts that run; `data-all`, the mild ones too; `data-except`, the one the page is about. */
  alerts: 'hub-alerts',
  /** The whole middle of a page that the Worker writes by itself. */
  main: 'hub-main',
  /** A form that a passkey signs; hidden without a script. `data-challenge`, `data-kind`. */
  passkey: 'hub-passkey',
  /** On the page of somebody in `content/people/`: what they are as a member; `data-person`. */
  profile: 'hub-profile',
  /** On the same page, what they said; `data-person`. */
  said: 'hub-said',
  /** On the page of the levels: where whoever is signed in stands, and what is next. */
  standing: 'hub-standing',
  /** On the page of a space that not everybody may read: its posts, for whoever may; `data-space`. */
  guarded: 'hub-guarded',
  /** In the header: the way to sign in, or who is signed in. */
  me: 'hub-me',
  /** What a topic says, with all that is known of it: the place of a post's article. */
  topic: 'hub-topic',
  /** Those who help most: of all, or of a tag (`data-tag`); all of them on their page (`data-place`). */
  contributors: 'hub-contributors',
  /** The votes for an idea, with the button that gives one's own; `data-conversation`. */
  votes: 'hub-votes',
} as const

/** What a slot says when the Worker can not fill it. */
export const resting = {
  thread: 'Comments are resting; the post is all here. Please look in again in a moment.',
  results: 'The search is resting. Please try again in a moment.',
  signIn: 'The doors are resting. Please try again in a moment.',
  said: 'What was said in conversations is resting. Please look in again in a moment.',
  contributors: 'Who helped is resting. Please look in again in a moment.',
  offers: 'What is on offer is resting. Please look in again in a moment.',
} as const

const queryOf = (query?: Record<string, string>) => (query ? `?${new URLSearchParams(query)}` : '')

/** Every address both halves build, from the root of the host. A path is never spelled elsewhere. */
export const paths = {
  home: () => base,
  post: (slug: string) => `${base}posts/${slug}/`,
  /** A file that a resource gives to take away. */
  postFile: (slug: string, name: string) => `${base}posts/${slug}/${encodeURIComponent(name)}`,
  /** A topic, by its id in the database. */
  topic: (id: string, slug: string) => `${base}topics/${id}/${slug}/`,
  /** What a topic said before it was changed. */
  history: (id: string, slug: string) => `${base}topics/${id}/${slug}/history/`,
  /** Where members start a topic: `kind`, `space`, `title` and `tags` are filled in. */
  start: (query?: Record<string, string>) => `${base}start/${queryOf(query)}`,
  startPreview: () => `${base}start/preview`,
  /** Conversations that may be about the same; `title`, `kind`. */
  similar: () => `${base}start/similar/`,
  /** A list, newest first; of ideas also by `sort` (`votes`) and `status`. */
  kind: (kind: string, query?: Record<string, string>) => `${base}kinds/${kind}/${queryOf(query)}`,
  kindFeed: (kind: string) => `${base}kinds/${kind}/feed.xml`,
  /** Questions that nobody has settled. */
  unanswered: () => `${base}kinds/question/unanswered/`,
  unansweredFeed: () => `${base}kinds/question/unanswered/feed.xml`,
  contributors: () => `${base}contributors/`,
  tag: (tag: string) => `${base}tags/${tag}/`,
  space: (space: string) => `${base}spaces/${space}/`,
  person: (handle: string) => `${base}people/${handle}/`,
  /** What somebody said before a comment of theirs. */
  said: (handle: string, before: string) =>
    `${base}people/${handle}/?${new URLSearchParams({ before })}#said-title`,
  page: (slug: string) => `${base}pages/${slug}/`,
  offers: () => `${base}offers/`,
  /** An offer by itself; when it is over, it says so. */
  offer: (id: string) => `${base}offers/${id}/`,
  /** Keeps an offer away from whoever asks, for a while; `page` is where they were. */
  dismissalOfOffer: (offer: string) => `${base}offers/${offer}/dismissal`,
  /** A counted way out; `from` is the page with the link, as `pageIn` has it. */
  out: (kind: WayOut, id: string, from?: string) =>
    `${base}out/${kind}/${id}${queryOf(from ? { from } : undefined)}`,
  /** Asks for the reader's own server at a network that has many, to share a conversation there. */
  share: (network: string, of?: string) =>
    `${base}share/${network}/${queryOf(of ? { of } : undefined)}`,
  levels: () => `${base}levels/`,
  elsewhere: () => `${base}elsewhere/`,
  search: () => `${base}search/`,
  feed: () => `${base}feed.xml`,
  jsonFeed: () => `${base}feed.json`,
  sitemap: () => `${base}sitemap-index.xml`,
  /** The topics, for search engines; beside the sitemap of what is built. */
  topicsSitemap: () => `${base}sitemap-topics.xml`,
  /** The static page around a list of topics alone; never served as it is. */
  listFrame: () => `${base}frame/list/`,
  /** The static page around a topic; never served as it is. */
  topicFrame: () => `${base}frame/topic/`,
  /** The same around the form of a topic, which has a script and styles of its own. */
  startFrame: () => `${base}frame/start/`,
  /** The static page around what the Worker writes by itself; never served as it is. */
  frame: () => `${base}frame/`,
  /** The same for the desk, which has a script and styles of its own. */
  deskFrame: () => `${base}frame/desk/`,
  comments: (conversation: string) => `${base}conversations/${conversation}/comments`,
  preview: (conversation: string) => `${base}conversations/${conversation}/preview`,
  conversationReactions: (conversation: string) => `${base}conversations/${conversation}/reactions`,
  commentReactions: (id: string) => `${base}comments/${id}/reactions`,
  /** Leads to the page and anchor where the comment stands. */
  comment: (id: string) => `${base}comments/${id}/`,
  reply: (id: string) => `${base}comments/${id}/reply/`,
  revision: (id: string) => `${base}comments/${id}/revision`,
  removal: (id: string) => `${base}comments/${id}/removal`,
  /** A page on which a reader says what is wrong with a comment; and where that goes. */
  reporting: (id: string, query?: Record<string, string>) =>
    `${base}comments/${id}/report/${queryOf(query)}`,
  report: (id: string) => `${base}comments/${id}/report`,
  /** Hosts: lets a held comment appear, or one that readers reported stand. */
  approval: (id: string) => `${base}comments/${id}/approval`,
  fading: (id: string) => `${base}comments/${id}/fading`,
  restoration: (id: string) => `${base}comments/${id}/restoration`,
  /** Hosts: keeps a comment back that had appeared. */
  holding: (id: string) => `${base}comments/${id}/holding`,
  /** Hosts: shows a comment above the others of its conversation; the same again takes it down. */
  pin: (id: string) => `${base}comments/${id}/pin`,
  /** Says that a comment settled the question; the same again takes it back. */
  acceptance: (id: string) => `${base}comments/${id}/acceptance`,
  /** Hosts: says that a comment is critical, or is not; and that it needs no answer. */
  criticism: (id: string) => `${base}comments/${id}/criticism`,
  dismissal: (id: string) => `${base}comments/${id}/dismissal`,
  /** Hosts: tells somebody what was wrong with their comment. */
  warning: (id: string) => `${base}comments/${id}/warning`,
  /** Hosts: lets a reply go that rested; and says something about it before it does. */
  release: (id: string) => `${base}comments/${id}/release`,
  remarks: (id: string) => `${base}comments/${id}/remarks`,
  /** Hosts: takes no more comments here; the same again takes them again. */
  lock: (conversation: string) => `${base}conversations/${conversation}/lock`,
  /** The words of a topic, for its author and for hosts: the page to change them, and where that goes. */
  conversationRevision: (conversation: string) => `${base}conversations/${conversation}/revision`,
  /** Hosts: brings a topic into another space; and all that was said in it into another conversation. */
  move: (conversation: string) => `${base}conversations/${conversation}/space`,
  merger: (conversation: string) => `${base}conversations/${conversation}/merger`,
  /** Says of a question that another asked the same before. */
  duplicate: (conversation: string) => `${base}conversations/${conversation}/duplicate`,
  /** Gives an idea one's vote; the same again takes it back. Hosts say what becomes of it. */
  votes: (conversation: string) => `${base}conversations/${conversation}/votes`,
  status: (conversation: string) => `${base}conversations/${conversation}/status`,
  /** Says that one used a resource; the same again takes it back. */
  uses: (conversation: string) => `${base}conversations/${conversation}/uses`,
  /** Asks to be let into a space. */
  requests: (space: string) => `${base}spaces/${space}/requests`,
  /** Hosts: who asked, and what they are told. */
  deskRequests: (query?: Record<string, string>) => `${base}desk/requests/${queryOf(query)}`,
  answerToRequest: (id: string) => `${base}desk/requests/${id}/answer`,
  /** Hosts: how often offers and networks were shown and followed; the same as a table to take away. */
  deskOffers: (query?: Record<string, string>) => `${base}desk/offers/${queryOf(query)}`,
  deskOffersTable: (query?: Record<string, string>) =>
    `${base}desk/offers/counts.csv${queryOf(query)}`,
  /** Hosts: the groups, and one of them. */
  deskGroups: () => `${base}desk/groups/`,
  deskGroup: (id: string, query?: Record<string, string>) =>
    `${base}desk/groups/${id}/${queryOf(query)}`,
  members: (group: string) => `${base}desk/groups/${group}/members`,
  removalOfMember: (group: string, member: string) =>
    `${base}desk/groups/${group}/members/${member}/removal`,
  /** People whom a mention may mean; `q` is how their handle or name begins. */
  mentionable: () => `${base}people/mentionable`,
  /** Puts away where somebody named one. */
  seenMention: (comment: string) => `${base}me/mentions/${comment}/seen`,
  /** Whether a member is among the top contributors; and whether they get letters. */
  ranking: () => `${base}me/ranking`,
  letters: () => `${base}me/letters`,
  /** The page behind a mailed link, with the button that confirms. */
  confirmation: (token: string) => `${base}confirmation/${token}/`,
  signIn: (query?: Record<string, string>) => `${base}sign-in/${queryOf(query)}`,
  /** The page behind a mailed link, with the button that signs in. */
  signInLink: (token: string, query?: Record<string, string>) =>
    `${base}sign-in/${token}/${query ? `?${new URLSearchParams(query)}` : ''}`,
  /** Says to look into one's mail. */
  signInSent: () => `${base}sign-in/sent/`,
  /** Where a browser asks what a passkey must sign to come in; and where it brings that. */
  passkeyChallenge: () => `${base}sign-in/passkey/challenge`,
  passkey: () => `${base}sign-in/passkey`,
  /** The same, to add a passkey to one's own. */
  ownPasskeyChallenge: () => `${base}me/passkeys/challenge`,
  ownPasskeys: () => `${base}me/passkeys`,
  removalOfPasskey: (id: string) => `${base}me/passkeys/${id}/removal`,
  /** Below it are the ways to and from the providers. */
  auth: () => `${base}auth/`,
  /** Sets out for a provider. */
  provider: (provider: string) => `${base}auth/${provider}`,
  /** Where a provider sends people back to; registered there. */
  callback: (provider: string) => `${base}auth/callback/${provider}`,
  signOut: () => `${base}auth/sign-out`,
  /** A member's own page: profile, ways in, sessions, what the hub holds of them. */
  me: () => `${base}me/`,
  /** Takes away one of a member's ways in: an account at a provider. */
  removalOfWay: (id: string) => `${base}me/ways/${id}/removal`,
  /** A member's own e-mail, to give or to change. */
  ownEmail: () => `${base}me/e-mail`,
  /** Says to look into one's mail. */
  ownEmailSent: () => `${base}me/e-mail/`,
  /** The page behind a mailed link, with the button by which an address is theirs. */
  ownEmailLink: (token: string) => `${base}me/e-mail/${token}/`,
  ownProfile: () => `${base}me/profile/`,
  /** Ends one of a member's own sessions; without an id, all but the one that asks. */
  endingOfSession: (id: string) => `${base}me/sessions/${id}/ending`,
  endingOfSessions: () => `${base}me/sessions/ending`,
  /** Makes what a member wrote as a guest theirs. */
  claim: () => `${base}me/claim`,
  /** Says of what somebody wrote with a member's address that it was they; and that it was not. */
  vouching: () => `${base}me/vouching`,
  denial: () => `${base}me/denial`,
  /** All that the hub holds of a member, as a zip. */
  ownData: () => `${base}me/export`,
  /** How to leave: a member here and now, a guest by a mailed link. */
  leaving: () => `${base}me/leaving/`,
  /** Where a guest asks for that letter. */
  leavingLetter: () => `${base}me/leaving/letter`,
  leavingLetterSent: () => `${base}me/leaving/letter/`,
  /** The page behind the letter, with what it leads to. */
  guestLeaving: (token: string) => `${base}me/leaving/${token}/`,
  guestData: (token: string) => `${base}me/leaving/${token}/export`,
  guestErasure: (token: string) => `${base}me/leaving/${token}/erasure`,
  /** Erases a member. */
  erasure: () => `${base}me/erasure`,
  /** The last page that somebody sees who has left. */
  farewell: () => `${base}me/farewell/`,
  desk: (query?: Record<string, string>) => `${base}desk/${queryOf(query)}`,
  /** All that hosts know about a comment, and may do. */
  deskComment: (id: string) => `${base}desk/comments/${id}/`,
  /** The same decision about many comments. */
  decisions: () => `${base}desk/decisions`,
  /** Takes a decision back. */
  undoing: (entry: string) => `${base}desk/log/${entry}/undoing`,
  /** A host's reply that rests, beside what it answers. */
  resting: (id: string) => `${base}desk/resting/${id}/`,
  /** The replies that hosts share. */
  savedReplies: () => `${base}desk/replies/`,
  savedReply: (id: string) => `${base}desk/replies/${id}/`,
  removalOfSavedReply: (id: string) => `${base}desk/replies/${id}/removal`,
  silence: (id: string) => `${base}desk/people/${id}/silence`,
  endingOfSilence: (id: string) => `${base}desk/people/${id}/silence/ending`,
  /** Puts away what a host told somebody. */
  seenMessage: (id: string) => `${base}me/messages/${id}/seen`,
  deskPeople: (query?: Record<string, string>) => `${base}desk/people/${queryOf(query)}`,
  deskMember: (id: string) => `${base}desk/people/${id}/`,
  /** Makes somebody a host or an owner, or takes that back. */
  role: (id: string) => `${base}desk/people/${id}/role`,
  /** Says which of the people in `content/people/` somebody is. */
  identity: (id: string) => `${base}desk/people/${id}/identity`,
  /** Gives somebody a level, or holds them at one. */
  grants: (id: string) => `${base}desk/people/${id}/grants`,
  endingOfGrant: (id: string, grant: string) => `${base}desk/people/${id}/grants/${grant}/ending`,
  ban: (id: string) => `${base}desk/people/${id}/ban`,
  endingOfBan: (id: string) => `${base}desk/people/${id}/ban/ending`,
  deskLog: (query?: Record<string, string>) => `${base}desk/log/${queryOf(query)}`,
  personFeed: (handle: string) => `${base}people/${handle}/feed.xml`,
  mailbox: () => `${base}dev/mail/`,
  health: () => `${base}healthz`,
} as const

/** The page in `content/pages/` that letters and the desk lead to, where there is one. */
export const HOUSE_RULES = 'house-rules'

/** `conversationOf('welcome') // => 'post:welcome'` */
export const conversationOf = (postId: string) => `post:${postId}`

const TOPIC = 'topic:'

/** The conversation of a topic, by its id in the address: `topic:<id>`. */
export const topicOf = (id: string) => `${TOPIC}${id}`

/** Whether members started it; what they did not is a post. */
export const isTopic = ({ id }: Pick<Conversation, 'id'>) => id.startsWith(TOPIC)

/** Where a conversation is read, on the path of the host. */
export const addressOf = ({ id, slug }: Pick<Conversation, 'id' | 'slug'>): string =>
  isTopic({ id }) ? paths.topic(id.slice(TOPIC.length), slug) : paths.post(slug)

/** A page of what was said, such as the one on which a comment stands. */
export const threadOf = (
  conversation: Pick<Conversation, 'id' | 'slug'>,
  query: Record<string, string>,
) => `${addressOf(conversation)}?${new URLSearchParams(query)}`

/** The newest comments of a conversation, as Atom. */
export const commentsFeedOf = (conversation: Pick<Conversation, 'id' | 'slug'>) =>
  `${addressOf(conversation)}comments.xml`

const SCRIPTS = ['Latin', 'Cyrillic', 'Greek', 'Hebrew', 'Arabic', 'Thai', 'Devanagari', 'Han'].map(
  (script) => new RegExp(`\\p{Script=${script}}`, 'u'),
)

const scriptOf = (letter: string) => SCRIPTS.findIndex((script) => script.test(letter))

/**
 * The letters in somebody's avatar: `initialsOf('Mara Lindqvist') // => 'ML'`. Of a name in two
 * scripts there is one letter: two that run in different directions would stand in no order.
 */
export const initialsOf = (name: string): string => {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word))
  const [first = '', last = ''] = [words[0], words.length > 1 ? words.at(-1) : undefined].map(
    (word) => [...(word ?? '')][0] ?? '',
  )
  return `${first}${scriptOf(first) === scriptOf(last) ? last : ''}`.toLocaleUpperCase()
}

/** A post as the build knows it, or a topic as the database does. */
export interface Conversation {
  /** `post:<permanent id>` or `topic:<id>`; comments hang on this, never on an address. */
  id: string
  slug: string
  kind: Kind
  title: string
  space: string
  /** `closed` keeps what is there and takes no more; `none` shows nothing. */
  comments: 'open' | 'closed' | 'none'
  /** When it was published or started, in epoch milliseconds. */
  startedAt: number
  /** When it last said something new, in epoch milliseconds. */
  changedAt: number
  tags: string[]
  /** Of a post: the handles of those who wrote it. */
  authors?: string[] | undefined
  /** Of a post: it stands above the others of its list. */
  isPinned?: true | undefined
  /**
   * Of a post that the build made before its time: when that comes, in epoch milliseconds. Until
   * then it is nowhere; it and what it shows lie where posts lie that not everybody may read.
   */
  publishAt?: number | undefined
  /** Of an idea. */
  status?: IdeaStatus | undefined
  statusReason?: string | undefined
  /** Of a topic: the member who started it, if they are still here. */
  startedBy?: string | undefined
  /** Of a topic: whether it stands in lists, feeds and searches. */
  isListed?: boolean | undefined
  /** Of a topic: the state of its opening. What is held is its author's and hosts', what is removed hosts' alone. */
  state?: 'held' | 'published' | 'faded' | 'removed' | undefined
  /** Of a topic: the conversation into which hosts merged it. */
  mergedInto?: string | undefined
}

/** What somebody must have done to reach a level: all of it. */
export interface Reach {
  /** Comments of theirs that are published. */
  approvedComments?: number | undefined
  /** Days since the first of those. */
  days?: number | undefined
  /** Comments of theirs that settled a question. */
  answers?: number | undefined
}

/** A part of the hub with one access rule. */
export interface Space {
  id: string
  name: string
  about?: string | undefined
  /** `anyone`, `members`, `hosts`, `level:<id>` or `group:<id>`; so too below. */
  read: string
  comment: string
  /** Their level must say `start` too. */
  start: string
}

/** What a level of the ladder may do. */
export interface Level {
  id: string
  name: string
  /** How it is reached; the first two are reached by turning up and by signing in. */
  reach?: Reach | undefined
  may: {
    comment: 'no' | 'held' | 'at-once'
    /** Links in a comment above which it is held. */
    links: number
    /** Accepted comments in an hour. */
    perHour: number
    start: boolean
    followedLinks: boolean
    accept: boolean
    /** Whether they may give a topic a tag that nobody has used yet. */
    tags?: boolean | undefined
  }
}

/** Whether a level is reached by doing something; the rest by signing in, or by a host's grant. */
export const asksSomething = ({ reach }: Level): boolean => Object.values(reach ?? {}).some(Boolean)

/** What can be asked of a space. */
export const actions = ['read', 'comment', 'start', 'accept'] as const
export type Action = (typeof actions)[number]

/** What others do with the work of a member that counts among the contributors. */
export const credited = ['acceptance', 'use', 'appreciation'] as const
export type Credited = (typeof credited)[number]

/** How contributors' points are counted: `contributors/` tells it, and the Worker counts by it. */
export const contributions = {
  /** What each is worth. */
  points: { acceptance: 5, use: 2, appreciation: 1 } satisfies Record<Credited, number>,
  /** The most that one person's doings count for one other: recently, and for all time. */
  fromOne: { recent: 15, ever: 50 },
  /** Days in which something is recent. */
  days: 90,
  /** So many people, or fewer, whom only each other credits, count nothing for each other. */
  circle: 3,
  /** So many stand before all others: they have a badge. */
  top: 10,
} as const

/** Who asks, as far as the rules are concerned. */
export interface Asker {
  role: 'guest' | 'member' | 'host' | 'owner'
  /** Whose limits they have; a guest has a level too. */
  level: Level
  /** The ids of the groups they are in. */
  groups: readonly string[]
  /** Whether a host keeps them from writing: they read, and do nothing else that is asked here. */
  isSilenced?: boolean
}

/** Yes, or yes and it is held, or whom they would have to be; or that they are silenced. */
export type Answer = 'yes' | 'held' | 'sign-in' | 'level' | 'group' | 'hosts' | 'silenced'

const rankOf = (levels: readonly Level[], id: string) => levels.findIndex((each) => each.id === id)

/** Whether a space's rule lets somebody in: `level:<id>` means that level or one above it. */
const admit = (rule: string, asker: Asker, levels: readonly Level[]): Answer => {
  const [what, id = ''] = rule.split(':')
  if (what === 'anyone') return 'yes'
  if (what === 'members') return asker.role === 'guest' ? 'sign-in' : 'yes'
  if (what === 'group') return asker.groups.includes(id) ? 'yes' : 'group'
  if (what !== 'level') return 'hosts'
  const least = rankOf(levels, id)
  return least >= 0 && rankOf(levels, asker.level.id) >= least ? 'yes' : 'level'
}

/** Whether a level may do it. What is started or accepted is a member's. */
const permit = ({ role, level, isSilenced }: Asker, action: Action): Answer => {
  if (action === 'read') return 'yes'
  if (isSilenced) return 'silenced'
  if (action === 'comment' && level.may.comment !== 'no')
    return level.may.comment === 'held' ? 'held' : 'yes'
  if (role === 'guest') return 'sign-in'
  return action !== 'comment' && level.may[action] ? 'yes' : 'level'
}

/**
 * Whether this person may do this here. The space's rule and their level must both say yes, and
 * whoever may not read a space may do nothing in it; hosts may do everything everywhere. Answers
 * are accepted by whoever may comment. The Worker enforces with it, and `levels/` is made from it.
 */
export const may = (
  asker: Asker,
  action: Action,
  space: Space,
  levels: readonly Level[],
): Answer => {
  if (asker.role === 'host' || asker.role === 'owner') return 'yes'
  const rules =
    action === 'read' ? [space.read] : [space.read, space[action === 'start' ? 'start' : 'comment']]
  const refused = rules.map((rule) => admit(rule, asker, levels)).find((each) => each !== 'yes')
  return refused ?? permit(asker, action)
}

/** Whether a space is for everybody, known or not: only then is it in lists, feeds and searches. */
export const isOpen = (space: Space, levels: readonly Level[]): boolean =>
  levels[0] !== undefined &&
  may({ role: 'guest', level: levels[0], groups: [] }, 'read', space, levels) === 'yes'

/** Conversations on a page of a list; those on the front page. */
export const pageOfList = 30
export const newestOnFront = 14

/** The groups that the rules of a space name. */
export const groupsIn = ({ read, comment, start }: Space): string[] =>
  [read, comment, start].flatMap((rule) =>
    rule.startsWith('group:') ? [rule.slice('group:'.length)] : [],
  )

/** What somebody is given who is let into a space. */
export type Admission = { group: string } | { level: string }

/**
 * What a host can give somebody so that they may read a space, or, where they may read it, speak in
 * it; nothing, where signing in will do, or the space is for those who work here. A level to read is
 * given too; one to speak is earned.
 */
export const admissionTo = (space: Space, levels: readonly Level[]): Admission | undefined => {
  const [group] = groupsIn(space)
  const [what, level = ''] = space.read.split(':')
  if (what === 'hosts') return undefined
  if (what === 'level' && rankOf(levels, level) > 1) return { level }
  return group ? { group } : undefined
}

/** What stands for no limit: a number that SQL and JSON know too. */
const UNLIMITED = Number.MAX_SAFE_INTEGER

/** How much somebody may say: as much as their level allows, and a host as much as it takes. */
export const limitsOf = ({
  role,
  level,
}: Asker): Pick<Level['may'], 'links' | 'perHour' | 'followedLinks' | 'tags'> =>
  role === 'host' || role === 'owner'
    ? { links: UNLIMITED, perHour: UNLIMITED, followedLinks: true, tags: true }
    : level.may

/** Whom a space's rule lets in, for people: `whoIs('level:expert', levels) // => 'Expert and above'` */
export const whoIs = (rule: string, levels: readonly Level[]): string => {
  const [what, id = ''] = rule.split(':')
  if (what === 'anyone') return 'Anyone'
  if (what === 'members') return 'Members'
  if (what === 'group') return `The group ${id}`
  if (what !== 'level') return 'Hosts'
  return `${levels[rankOf(levels, id)]?.name ?? id} and above`
}

/** Providers of sign-in that the hub knows by itself: what people call an account there. */
export const knownProviders = {
  google: 'Google',
  facebook: 'Facebook',
  x: 'X',
  linkedin: 'LinkedIn',
  microsoft: 'Microsoft',
  github: 'GitHub',
  wordpress: 'WordPress.com',
} as const

/** What the address ends with at which an OpenID Connect provider describes itself. */
export const wellKnown = '/.well-known/openid-configuration'

/** An OpenID Connect provider that hub.yaml names. */
export interface OwnProvider {
  id: string
  label: string
  /** Where it describes itself. */
  discovery: string
  /** A small picture, as a `data:` address. */
  icon?: string | undefined
}

/** What a counted way out can lead to. */
export const waysOut = ['offer', 'network'] as const
export type WayOut = (typeof waysOut)[number]

/**
 * Where in a hub an offer or a way out is, as it is counted: these, or a conversation's id. `offer`
 * is the page that is an offer's own, and `foot` the foot of any page.
 */
export const countedPages = ['front', 'offers', 'offer', 'elsewhere', 'list', 'foot'] as const

/** Where an offer may appear; what it does not say it does not ask for. */
export interface OfferPlaces {
  kinds?: readonly Kind[] | undefined
  tags?: readonly string[] | undefined
  /** Slugs. */
  posts?: readonly string[] | undefined
  front: boolean
}

/** A promoted piece, as its file gives it. */
export interface Offer {
  id: string
  title: string
  /** The button: what it says, and the address on the web that it leads to, as it is written. */
  action: Link
  /** The sentence that tells readers that it is promotion. */
  disclosure: string
  /** What the file says, as HTML. */
  pitch: string
  /** It is on from the first of these moments to the other, in epoch milliseconds. */
  start?: number | undefined
  end?: number | undefined
  /** By default: everywhere. */
  where?: OfferPlaces | undefined
  /** `everyone`, `guests`, `members`, `level:<id>` or `group:<id>`. */
  audience: string
  /** The highest of several stands first; of equals, the one that started last. */
  priority: number
  /** It leaves after so many clicks. */
  cap?: number | undefined
}

/** A network in use: where the company can be followed. */
export interface Network {
  id: string
  name: string
  /** The company's own page there, as it is written. */
  follow: string
  /** Where a reader shares a page: `{url}`, `{title}` and `{instance}` are filled in. */
  share?: string | undefined
  invite?: string | undefined
}

/** An alert, as its banner tells it. */
export interface Alert {
  /** The id of its conversation. */
  id: string
  slug: string
  title: string
  severity: Severity
  /** What was said last. */
  update?: string | undefined
  /**
   * Its banner is there from the first of these moments to the other, in epoch milliseconds. Without
   * the first the build has put it into its pages.
   */
  from?: number | undefined
  until?: number | undefined
}

/** What the address with which a reader shares a page is filled in with. */
export interface Shared {
  url: string
  title: string
  /** The reader's own server, at a network that has many. */
  instance?: string
}

/**
 * Where a reader shares a page.
 *
 * @param template with `{url}`, `{title}` and `{instance}`, as networks.yaml has it
 */
export const shareLink = (template: string, { url, title, instance }: Shared): string =>
  template
    .replace('{instance}', instance ?? '{instance}')
    .replaceAll('{url}', encodeURIComponent(url))
    .replaceAll('{title}', encodeURIComponent(title.toWellFormed()))

/** Whether a network has many servers, so that a reader has to say which is theirs. */
export const hasInstances = ({ share }: Pick<Network, 'share'>): boolean =>
  share?.includes('{instance}') ?? false

/** What stands in the static page around a topic for what is not known there: which one it is. */
export const unknownTopic = { id: '{of}', url: '{url}', title: '{title}' } as const

/** A network that was left, and from when on. */
export interface Retired {
  id: string
  name: string
  /** In epoch milliseconds. */
  at: number
}

/** The rules of a hub's comments, as `comments:` in hub.yaml gives them. */
export interface CommentRules {
  /** `first`: a guest is held until confirmed. `all`: everybody is. `none`: nobody is. */
  hold: 'first' | 'all' | 'none'
  /** Milliseconds for which an author may edit and delete. */
  editFor: number
  /** Levels of replies that are indented. */
  depth: number
  perPage: number
  /** Characters in the longest comment. */
  longest: number
}

/** A rule of the house by which a comment may be removed. */
export interface HouseRule {
  id: string
  /** In a few words: `Somebody’s private details`. */
  name: string
  /** A sentence about it, for everybody. */
  says?: string | undefined
}

/** How hosts work, as `desk:` in hub.yaml gives it. */
export interface DeskRules {
  /** Milliseconds for which a host's reply rests before its author may send it; 0 for not at all. */
  rest: number
  /** Which replies rest: those to `critical` comments, or `all`. */
  resting: 'critical' | 'all'
  /** Whether somebody is told that a comment of theirs was faded, or removed and by which rule. */
  fade: 'quiet' | 'tell'
  removal: 'quiet' | 'tell'
  /** Milliseconds for which what was removed can be brought back. */
  keepRemoved: number
  /** Why a comment may be removed. */
  rules: HouseRule[]
}

/** When somebody is at the desk, and how soon a question is answered, as `pulse:` has it. */
export interface PulseRules {
  /** Days on which somebody is there (0 is Sunday), and from when to when, in minutes since midnight. */
  hours: { days: number[]; opens: number; closes: number }
  /** The promise: working days, or milliseconds. */
  answer: { workingDays: number } | { milliseconds: number }
}

/** A way for a host to begin an answer; `{name}` and the like are filled in. */
export interface Starter {
  id: string
  title: string
  body: string
}

/** What the Worker puts into lists and feeds of a post that the build made before its time. */
export interface LatePost {
  /** Its card under both levels of heading, in lists with their pinned posts on top and in others. */
  cards: { level: 2 | 3; pins: boolean; html: string }[]
  /** Its entry in an Atom feed. */
  entry: string
  /** Its item in a JSON Feed. */
  item: { date_published: string; [key: string]: unknown }
}

/** Those that everybody may read, by the ids of their conversations: `later.json`, beside them. */
export type Later = Record<string, LatePost>

/** What the build tells the Worker, once: `hub.json` at the root of the assets, never served. */
export interface Hub {
  base: string
  /** The canonical address, with a slash at the end. */
  url: string
  name: string
  title: string
  language: string
  timezone: string
  comments: CommentRules
  desk: DeskRules
  pulse: PulseRules
  /** What a comment is held for that has one of them: words or phrases, in lower case. */
  heldWords: string[]
  /** How hosts may begin an answer. */
  starters: Starter[]
  reactions: string[]
  /** The posts, by id (`post:welcome`). */
  conversations: Record<string, Conversation>
  /** Not in `hub.json`: the topics that a request has read, by id (`topic:<id>`). */
  topics?: Record<string, Conversation> | undefined
  /** Slugs of the pages in `content/pages/`; and of those whose text holds an offer. */
  pages: string[]
  pagesWithOffers: string[]
  /** Slug to conversation id, old slugs (`formerly`) included. */
  slugs: Record<string, string>
  levels: Level[]
  /** The first is where a conversation is that names none. */
  spaces: Space[]
  /**
   * The folder, beside that of the base, in which the posts are that not everybody may read. Nobody
   * can guess its name, and no answer tells it. Without it, all posts are at their address.
   */
  guarded?: string | undefined
  /** By handle: who speaks for the hub, and as what. */
  people: Record<string, { name: string; role?: string | undefined }>
  /** Hosts whose pictures posts may show, besides the hub's own. */
  pictureHosts: string[]
  /** Names that a guest may not pass for: people in `content/people/` and the hub's own. */
  reservedNames: string[]
  /** Providers of sign-in that are the company's own. */
  signIn: OwnProvider[]
  /** Networks in use, in the order of their file. */
  networks: Network[]
  /** Networks that were left: they let nobody in any more. */
  retired: Retired[]
  /** All offers, those of other times among them; the most important first. */
  offers: Offer[]
  /** One of so many views of an offer is counted. */
  sampled: number
  /** What counted links add to the addresses they lead to: `utm_source` and its like. */
  utm: Record<string, string>
  /** Alerts that are not resolved, newest first. */
  alerts: Alert[]
  /**
   * Not in `hub.json`: the ids of posts whose time has not come. Of what is in the database, such as
   * the documents of the search, theirs are not there for anybody.
   */
  ahead?: readonly string[] | undefined
  /** Not in `hub.json`: the moments at which time alone changes something, in their order. */
  changes?: readonly number[] | undefined
}
