/** A network in use: where the company can be followed. */
export interface Network {
  id: string
  name: string
  /** The company's own page there, as it is written. */
  follow: string
  /** Where a reader shares a page: `{url}`, `{title}` and `{instance}` are filled in. */
  share?: string | undefined
  invite?: string | undefined
}

/** What the address with which a reader shares a page is filled in with. */
export interface Shared {
  url: string
  title: string
  /** The reader's own server, at a network that has many. */
  instance?: string
}

/**
 * Where a reader shares a page.
 *
 * @param template with `{url}`, `{title}` and `{instance}`, as networks.yaml has it
 */
export const shareLink = (template: string, { url, title, instance }: Shared): string =>
  template
    .replace('{instance}', instance ?? '{instance}')
    .replaceAll('{url}', encodeURIComponent(url))
    .replaceAll('{title}', encodeURIComponent(title.toWellFormed()))

/** Whether a network has many servers, so that a reader has to say which is theirs. */
export const hasInstances = ({ share }: Pick<Network, 'share'>): boolean =>
  share?.includes('{instance}') ?? false

/** A network that was left, and from when on. */
export interface Retired {
  id: string
  name: string
  /** In epoch milliseconds. */
  at: number
}
