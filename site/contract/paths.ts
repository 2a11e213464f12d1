import { type Conversation, isTopic, TOPIC } from './conversation'
import type { WayOut } from './offers'

/** What the address of a conversation is made of. */
type Address = Pick<Conversation, 'id' | 'slug'>

const queryOf = (query?: Record<string, string>) => (query ? `?${new URLSearchParams(query)}` : '')

const conversationPage = (base: string, { id, slug }: Address) =>
  isTopic({ id }) ? `${base}topics/${id.slice(TOPIC.length)}/${slug}/` : `${base}posts/${slug}/`

/**
 * The builders of every address that both halves use, from the root of the host. A path is spelled
 * nowhere else.
 *
 * @param base where the hub is on its host: the path of `url` in hub.yaml, with a slash at both ends
 */
export const pathsAt = (base: string) => ({
  base,
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
  /** Its author takes a comment back. */
  withdrawal: (id: string) => `${base}comments/${id}/withdrawal`,
  /** Hosts: removes a comment, by a rule of the house. */
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
  /** The asker marks the comment that settled the question, and takes the mark back. */
  answer: (id: string) => `${base}comments/${id}/answer`,
  /** Hosts: the same, from the desk. */
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
  /** The page on which a conversation is read. */
  conversation: (conversation: Address) => conversationPage(base, conversation),
  /** A page of its comments. */
  thread: (conversation: Address, query: Record<string, string>) =>
    conversationPage(base, conversation) + queryOf(query),
  /** Its newest comments, as Atom. */
  commentsFeed: (conversation: Address) => `${conversationPage(base, conversation)}comments.xml`,
})

/** The builders of addresses of one hub. */
export type Paths = ReturnType<typeof pathsAt>

/** The page in `content/pages/` that letters and the desk lead to, where there is one. */
export const HOUSE_RULES = 'house-rules'
