/** What the page says that stops emails. */
export const stopMessages = {
  title: 'Emails you get',
  intro: (hub: string) =>
    `You came here by a link in an email from ${hub}. Choose what you no longer want. You need not sign in.`,
  conversation: (title: string) => `The conversation “${title}”`,
  unnamed: 'The conversation of the email',
  all: 'All notifications by email',
  allAbout:
    'You still get emails that you ask for, such as sign-in links, and messages from hosts about your own comments.',
  others: 'Also stopped',
  isOn: 'You get them.',
  isOff: 'Stopped.',
  isOffWithAll: 'You get none at present, because you stopped all.',
  stop: 'Stop',
  resume: 'Turn on again',
  unknown: 'Please choose what to stop.',
  done: 'Unsubscribed.',
  gone: 'This link stops nothing',
  goneWhy:
    'It may be incomplete, or what we stored about the recipient is deleted, and then no more emails follow. If you still get emails, use the link at the end of the newest one.',
} as const
