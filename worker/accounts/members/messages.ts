/** Sentences of the pages behind a guest’s emailed link. */
export const memberMessages = {
  confirm: 'Confirm your comment',
  held: 'Your comment waits for a host',
  notMe: 'If it was not you, close this page. Nothing will be published.',
}
