/** A page with one message: its title and its sentence. */
type Message = readonly [title: string, sentence: string]

/** The messages of requests that no room answers, or that failed. */
export const httpMessages = {
  failed: ['Something went wrong', 'This is our fault, not yours. Please try again in a moment.'],
  unavailable: [
    'This page is unavailable',
    'We can’t load this right now. Please try again in a moment.',
  ],
  notSaved: [
    'Not saved',
    'We can’t save this right now. Your input is below: please send it again in a moment. Sending it twice does no harm.',
  ],
  notSetUp: ['This hub cannot accept comments yet', 'Its owner must set HUB_SECRET first.'],
  rateLimited: ['Too many attempts', 'Please wait a minute, go back and try again.'],
  method: ['Method not allowed', 'The hub accepts only GET and POST.'],
  foreignForm: [
    'This form was sent from another site',
    'The hub accepts forms only from its own pages. Please open the page and try again.',
  ],
  notAForm: ['This is not a form', 'The hub accepts only forms.'],
  tooLong: ['That is too long', 'Please go back, shorten it and send it again.'],
  reference: (requestId: string) => `If you report this, please give the number ${requestId}.`,
} as const satisfies Record<string, Message | ((requestId: string) => string)>
