/** The tables that a backup contains, whole. */
export const KEPT = [
  'alert_news',
  'alert_updates',
  'announced_posts',
  'announcements',
  'browsers',
  'clicks',
  'comments',
  'conversation_tags',
  'conversations',
  'counts',
  'credits',
  'email_stops',
  'erased_handles',
  'examples',
  'filters',
  'follows',
  'former_handles',
  'grants',
  'groups',
  'guests',
  'hours',
  'log',
  'members',
  'memberships',
  'mentions',
  'messages',
  'notification_settings',
  'notifications',
  'outbox',
  'passkeys',
  'reactions',
  'read_marks',
  'remarks',
  'removals',
  'reports',
  'requests',
  'saved_replies',
  'sign_ins',
  'standings',
  'stopped_addresses',
  'uses',
  'versions',
  'votes',
] as const

/** The tables that no backup contains, with the reason. After a restore they are empty. */
export const LEFT_OUT = {
  heartbeats: 'when the deployed hub last ran its jobs',
  mailbox: 'emails of a hub on one machine, with their links',
  sessions: 'hashes of session tokens; members sign in again',
  verifications: 'hashes of emailed links; members ask for a new one',
} as const

/** The tables that a restore calculates from the others. */
export const REBUILT = {
  documents:
    'the search: from comments, topics and members; posts and pages are loaded by the build',
} as const

/** The tables that must be empty for a restore without `--force`: visits alone fill the others. */
export const isFilledByVisits = (table: string) => ['counts', 'filters'].includes(table)
