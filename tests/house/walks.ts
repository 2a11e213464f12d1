/**
 * The main line of a request, as the names of what is called, in order. Each step is imported by the
 * file of an earlier one (`trace.ts` verifies it), so that no file in between can be left out. The
 * line ends with the response; an email that follows is a walk by itself, from the cron trigger.
 */
export interface Walk {
  name: string
  /** The file in which it begins. */
  entry: string
  /** What is called, by the name under which its file exports it. */
  steps: string[]
  /** The table that it is made for: a file of the walk reads or writes it. */
  reaches: string
}

export const walks: Walk[] = [
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
    steps: ['newCommentRoutes', 'createComment', 'insertComment', 'outgoing'],
    reaches: 'comments',
  },
  {
    name: 'send its email',
    entry: 'worker/index.ts',
    steps: ['sendOutbox', 'sendDue', 'claimDue', 'emailConfirmation', 'confirmationEmail'],
    reaches: 'outbox',
  },
  {
    name: 'accept an answer',
    entry: 'worker/app.ts',
    steps: ['questions', 'applyAction', 'setFlag', 'record', 'ensureConversation'],
    reaches: 'conversations',
  },
  {
    name: 'follow an offer',
    entry: 'worker/app.ts',
    steps: ['ways', 'wayOut', 'countClick'],
    reaches: 'counts',
  },
]

/** The function that turns a sent form into a comment. */
export const createsComment = 'createComment'

/** Files that a walk may pass. */
export const MOST_FILES = 5
