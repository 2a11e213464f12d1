import type { Walk } from './walks'

/**
 * The floor that each room would have had before rooms were put into domains, so that
 * `npm run house -- <an older checkout>` can measure it by the same table.
 */
export const earlierFloors: Record<string, string> = {
  kit: 'lib',
  text: 'markdown',
  shell: 'http',
  notices: 'notifications',
  ...Object.fromEntries(
    ['members', 'sign-in', 'people', 'me', 'leaving', 'groups', 'spaces'].map((room) => [
      room,
      'accounts',
    ]),
  ),
  ...Object.fromEntries(
    [
      'conversations',
      'comments',
      'reactions',
      'mentions',
      'topics',
      'questions',
      'ideas',
      'resources',
      'search',
      'contributors',
      'reports',
      'spam',
    ].map((room) => [room, 'discussion']),
  ),
  desk: 'moderation',
  queue: 'moderation',
  replies: 'moderation',
  pulse: 'moderation',
  offers: 'promotion',
  networks: 'promotion',
  lists: 'pages',
}

/** The walks by the names that their steps had then. */
export const earlierWalks: Walk[] = [
  {
    name: 'read a post',
    entry: 'worker/app.ts',
    steps: [
      'showPost',
      'throughEdge',
      'fill',
      'fillingsOf',
      'drawThread',
      'readThread',
      'walkFromStart',
      'Thread',
    ],
    reaches: 'comments',
  },
  {
    name: 'post a comment',
    entry: 'worker/app.ts',
    steps: ['comments', 'readWords', 'takeComment', 'addComment'],
    reaches: 'comments',
  },
  {
    name: 'send its email',
    entry: 'worker/index.ts',
    steps: ['sendDue', 'claimDue', 'errands', 'confirmationLetter'],
    reaches: 'outbox',
  },
  {
    name: 'accept an answer',
    entry: 'worker/app.ts',
    steps: ['questions', 'decideOn', 'mark', 'record', 'openConversation'],
    reaches: 'conversations',
  },
  {
    name: 'follow an offer',
    entry: 'worker/app.ts',
    steps: ['ways', 'wayOut', 'countClick'],
    reaches: 'counts',
  },
]

export const earlierCreatesComment = 'takeComment'
