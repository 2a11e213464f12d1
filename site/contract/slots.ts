/** The elements the Worker fills. Changing a name here changes it on both sides. */
export const slots = {
  /** The comments of a conversation and the form to add one; `data-conversation`. */
  thread: 'hub-thread',
  /** The reactions to a conversation; `data-conversation`. */
  reactions: 'hub-reactions',
  /** A list with counts to fill in; `data-conversations` has the ids, separated by spaces. */
  list: 'hub-list',
  /** How many comments a conversation in a list has; `data-conversation`. */
  count: 'hub-count',
  /** The results of a search. */
  results: 'hub-results',
  /**
   * An offer, labelled as promotion: the one to show below a conversation (`data-conversation`) or
   * on the front page; in a text (`data-offer`) that one, while it is active.
   */
  offer: 'hub-offer',
  /** The networks on which to follow the company. */
  networks: 'hub-networks',
  /** The ways to share a conversation; a script adds the browser's own. */
  share: 'hub-share',
  /** All active offers, on their page. */
  offers: 'hub-offers',
  /** The active alerts; `data-all`, minor ones and those of all spaces too; `data-except`, the one the page is about. */
  alerts: 'hub-alerts',
  /** The main content of a page that the Worker writes by itself. */
  main: 'hub-main',
  /** A form that a passkey signs; hidden without a script. `data-challenge`, `data-kind`. */
  passkey: 'hub-passkey',
  /** On the page of a person in `content/people/`: their membership; `data-person`. */
  profile: 'hub-profile',
  /** On the same page, their comments; `data-person`. */
  said: 'hub-said',
  /** On the page of the levels: the signed-in member's level, and the next one. */
  standing: 'hub-standing',
  /** On the page of a restricted space: its posts, for viewers who may read it; `data-space`. */
  guarded: 'hub-guarded',
  /** In the header: the link to sign in, or the signed-in member. */
  me: 'hub-me',
  /** The button with which a member follows what a page is about; `data-target`, `data-name`. */
  follow: 'hub-follow',
  /** A topic's article: its text and details. */
  topic: 'hub-topic',
  /** The top contributors: overall, or of a tag (`data-tag`); on their page all (`data-place`). */
  contributors: 'hub-contributors',
  /** The votes for an idea, with the button to vote; `data-conversation`. */
  votes: 'hub-votes',
} as const

/** What a slot shows when the Worker cannot fill it. */
export const unavailable = {
  thread: 'Comments are unavailable right now. Please try again in a moment.',
  results: 'The search is unavailable right now. Please try again in a moment.',
  signIn: 'Sign-in is unavailable right now. Please try again in a moment.',
  said: 'Comments are unavailable right now. Please try again in a moment.',
  contributors: 'Contributors are unavailable right now. Please try again in a moment.',
  offers: 'Offers are unavailable right now. Please try again in a moment.',
} as const
