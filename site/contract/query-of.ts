/** `queryOf({ a: '1' }) // => '?a=1'`; empty without a query. */
export const queryOf = (query?: Record<string, string>) =>
  query ? `?${new URLSearchParams(query)}` : ''
