export const mentionEmailMessages = {
  subject: (by: string) => `${by} mentioned you`,
  news: (by: string, conversation: string) => `${by} mentioned you in “${conversation}”.`,
  view: 'View the comment',
  end: 'You get this email because a comment contains your handle. You can turn off these emails on your own page:',
} as const
