/**
 * The main line of a request, as what it passes, in order: a file, or a name that a file exports.
 * Each step is imported by the file of an earlier one (`trace.ts` verifies it), so that no file in
 * between can be left out. The line has what decides the response: side effects, such as an outbox
 * row in the same batch, are beside it, and an email that follows is a walk by itself.
 */
export interface Walk {
  name: string
  /** The file in which it begins. */
  entry: string
  steps: string[]
  /** The table that it is made for: a file of the walk reads or writes it. */
  reaches: string
}

/** `docs/architecture.md` describes the same files; `papers.test.ts` holds both together. */
export const walks: Walk[] = [
  {
    name: 'read a post',
    entry: 'worker/app.ts',
    steps: [
      'worker/pages/conversation/post.routes.tsx',
      'worker/http/page-cache.ts',
      'worker/http/slots.ts',
      'worker/pages/conversation/thread.slot.tsx',
      'worker/discussion/comments/queries.ts',
      'worker/discussion/comments/view.tsx',
    ],
    reaches: 'comments',
  },
  {
    name: 'post a comment',
    entry: 'worker/app.ts',
    steps: [
      'worker/discussion/comments/routes.tsx',
      'worker/discussion/comments/form.ts',
      'worker/discussion/comments/create-comment.commands.ts',
      'worker/discussion/comments/insert-comment.commands.ts',
    ],
    reaches: 'comments',
  },
  {
    name: 'send its email',
    entry: 'worker/index.ts',
    steps: [
      'worker/jobs.ts',
      'worker/notifications/outbox.jobs.ts',
      'worker/notifications/commands.ts',
      'worker/discussion/comments/jobs.ts',
      'worker/notifications/email/link.view.ts',
    ],
    reaches: 'outbox',
  },
  {
    name: 'accept an answer',
    entry: 'worker/app.ts',
    steps: [
      'worker/discussion/questions/acceptance.routes.ts',
      'worker/discussion/decisions/flag.commands.ts',
      'worker/audit/commands.ts',
      'worker/discussion/conversations/commands.ts',
    ],
    reaches: 'conversations',
  },
  {
    name: 'follow an offer',
    entry: 'worker/app.ts',
    steps: [
      'worker/promotion/offers/outbound.routes.tsx',
      'worker/promotion/offers/outbound-link.rules.ts',
      'worker/promotion/offers/commands.ts',
    ],
    reaches: 'counts',
  },
]

/** The function that turns a sent form into a comment. */
export const createsComment = 'createComment'

/** Files that a walk may pass, besides those of the ground floors, which every request passes. */
export const MOST_FILES = 5
