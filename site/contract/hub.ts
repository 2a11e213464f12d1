import type { Conversation } from './conversation'
import type { Network, Retired } from './networks'
import type { Offer } from './offers'
import type { Level, Space } from './permissions'
import type { Paths } from './paths'
import type { OwnProvider } from './sign-in'
import type { Severity } from './vocabulary'

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
export interface HubFile {
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
}

/** The hub as the Worker knows it at a moment: `hub.json`, with what is made or read from it. */
export interface Hub extends HubFile {
  /** The addresses of this hub. */
  paths: Paths
  /** The topics that a request has read, by id (`topic:<id>`). */
  topics?: Record<string, Conversation> | undefined
  /**
   * The ids of posts whose time has not come. Of what is in the database, such as the documents of
   * the search, theirs are not there for anybody.
   */
  ahead?: readonly string[] | undefined
  /** The moments at which time alone changes something, in their order. */
  changes?: readonly number[] | undefined
}
