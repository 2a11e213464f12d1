/** Whether an answer is a page, and not a file or what stands in a slot alone. */
export const isPage = ({ body, headers }: Response): boolean =>
  body !== null &&
  (headers.get('content-type')?.startsWith('text/html') ?? false) &&
  !headers.has('hub-fragment')
