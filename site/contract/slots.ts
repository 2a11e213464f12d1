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
