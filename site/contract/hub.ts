import type { AlertStatus, AlertUpdate, DeskUpdate } from './alerts'
import type { Conversation } from './conversation'
import type { Network, Retired } from './networks'
import type { Offer } from './offers'
import type { Level, Space } from './permissions'
import type { Paths } from './paths'
import type { OwnProvider } from './sign-in'
import type { Severity } from './vocabulary'

/** An alert, as its banner shows it. */
export interface Alert {
  /** The id of its conversation. */
  id: string
  slug: string
  title: string
  /** Its banner is on the pages of this space; of the first space, on every page of the hub. */
  space: string
  severity: Severity
  status: AlertStatus
  /** Changes with each update; what readers have dismissed is known by it. */
  mark: string
  /** The mark of the banner that the build put into its pages; without it there is none in them. */
  built?: string | undefined
  /** Whether its end had passed at the build. */
  isOver?: true | undefined
  /** Its banner is shown from `from` to `until`, in epoch milliseconds. */
  from?: number | undefined
  until?: number | undefined
}

/** The rules of a hub's comments, as `comments:` in hub.yaml gives them. */
export interface CommentRules {
  /** `first`: a guest is held until confirmed. `all`: everyone is. `none`: no one is. */
  hold: 'first' | 'all' | 'none'
  /** Milliseconds for which an author may edit and delete. */
  editFor: number
  /** Levels of indented replies. */
  depth: number
  perPage: number
  /** Characters in the longest comment. */
  longest: number
}

/** A house rule for which a comment may be removed. */
export interface HouseRule {
  id: string
  /** In a few words: `Private details`. */
  name: string
  /** A sentence about it, for readers. */
  says?: string | undefined
}

/** How hosts work, as `desk:` in hub.yaml gives it. */
export interface DeskRules {
  /** Milliseconds for which a host's reply waits before its author may send it; 0 for none. */
  rest: number
  /** Which replies wait: those to `critical` comments, or `all`. */
  resting: 'critical' | 'all'
  /** Whether authors are notified that their comment was faded, or removed and by which rule. */
  fade: 'quiet' | 'tell'
  removal: 'quiet' | 'tell'
  /** Milliseconds for which a removed comment can be restored. */
  keepRemoved: number
  /** Why a comment may be removed. */
  rules: HouseRule[]
}

/** When the desk is open, and how soon a question is answered, as `pulse:` in hub.yaml gives it. */
export interface PulseRules {
  /** Opening days (0 is Sunday) and times, in minutes since midnight. */
  hours: { days: number[]; opens: number; closes: number }
  /** The promise: working days, or milliseconds. */
  answer: { workingDays: number } | { milliseconds: number }
}

/** A template for a host's answer; `{name}` and other placeholders are filled in. */
export interface Starter {
  id: string
  title: string
  body: string
}

/** What the Worker puts into lists and feeds of a scheduled post, once it is published. */
export interface ScheduledPost {
  /** Its card for both levels of heading, for lists with pinned posts on top and for others. */
  cards: { level: 2 | 3; pins: boolean; html: string }[]
  /** Its entry in an Atom feed. */
  entry: string
  /** Its item in a JSON Feed. */
  item: { date_published: string; [key: string]: unknown }
}

/** The public ones, by the ids of their conversations: `later.json`, beside them. */
export type ScheduledPosts = Record<string, ScheduledPost>

/** The company's colour as text on light and on dark paper, as mail programs know it: `#0a7f5a`. */
export interface EmailAccents {
  light: string
  dark: string
}

/** What the build tells the Worker, once: `hub.json` at the root of the assets, never served. */
export interface HubFile {
  /** A hash of the built site, part of the key of cached pages. The development server has none. */
  build?: string | undefined
  base: string
  /** The canonical address, with a slash at the end. */
  url: string
  name: string
  title: string
  language: string
  timezone: string
  emailAccents: EmailAccents
  comments: CommentRules
  desk: DeskRules
  pulse: PulseRules
  /** Words or phrases, in lower case; a comment with one of them is held. */
  heldWords: string[]
  /** The templates for hosts' answers. */
  starters: Starter[]
  reactions: string[]
  /** The posts, by id (`post:welcome`). */
  conversations: Record<string, Conversation>
  /** The slugs of the pages in `content/pages/`; and of those with an offer in their text. */
  pages: string[]
  pagesWithOffers: string[]
  /** Slug to conversation id, old slugs (`formerly`) included. */
  slugs: Record<string, string>
  levels: Level[]
  /** The first is the default of a conversation that names none. */
  spaces: Space[]
  /**
   * The folder of restricted and scheduled posts, beside that of the base. Its name cannot be
   * guessed and is in no response. Without it, all posts are at their address.
   */
  guarded?: string | undefined
  /** By handle: the people who speak for the hub, and their roles. */
  people: Record<string, { name: string; role?: string | undefined }>
  /** Hosts whose pictures posts may show, besides the hub's own. */
  pictureHosts: string[]
  /** Names that a guest may not use: people in `content/people/` and the hub's own. */
  reservedNames: string[]
  /** Providers of sign-in that are the company's own. */
  signIn: OwnProvider[]
  /** The marks of the known providers that have one: SVG paths on a grid of 24, by id. */
  providerMarks: Record<string, string>
  /** Networks in use, in the order of their file. */
  networks: Network[]
  /** Networks that the company has left: they offer no sign-in any more. */
  retired: Retired[]
  /** All offers, past and future ones included; the highest priority first. */
  offers: Offer[]
  /** One of so many views of an offer is counted. */
  sampled: number
  /** What counted links add to the addresses they lead to: `utm_source` and its like. */
  utm: Record<string, string>
  /** Alerts that are not resolved, newest first; past their end too. */
  alerts: Alert[]
  /** The updates in the files of alerts, newest first, by the ids of their conversations. */
  alertUpdates: Record<string, AlertUpdate[]>
}

/** The hub as the Worker knows it at a moment: `hub.json`, and what the Worker adds to it. */
export interface Hub extends HubFile {
  /** The addresses of this hub. */
  paths: Paths
  /** The topics that a request has loaded, by id (`topic:<id>`). */
  topics?: Record<string, Conversation> | undefined
  /**
   * The ids of scheduled posts that are not published yet. Their rows in the database, such as
   * search documents, must not be shown.
   */
  ahead?: readonly string[] | undefined
  /** Updates of alerts that hosts posted from the desk, as far as the files do not have them. */
  deskUpdates?: readonly DeskUpdate[] | undefined
  /** When a scheduled change takes effect, in epoch milliseconds, in ascending order. */
  changes?: readonly number[] | undefined
}
