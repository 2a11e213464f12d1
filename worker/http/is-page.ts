/** Whether a response is an HTML page, and neither a file nor a fragment. */
export const isPage = ({ body, headers }: Response): boolean =>
  body !== null &&
  (headers.get('content-type')?.startsWith('text/html') ?? false) &&
  !headers.has('hub-fragment')
