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

/** The values for a network's share address. */
export interface Shared {
  url: string
  title: string
  /** The reader's own server, at a network that has many. */
  instance?: string
}

/**
 * The address at which a reader shares a page.
 *
 * @param template with `{url}`, `{title}` and `{instance}`, as networks.yaml has it
 */
export const shareLink = (template: string, { url, title, instance }: Shared): string =>
  template
    .replace('{instance}', instance ?? '{instance}')
    .replaceAll('{url}', encodeURIComponent(url))
    .replaceAll('{title}', encodeURIComponent(title.toWellFormed()))

/** Whether a network has many servers, so that a reader must name theirs. */
export const hasInstances = ({ share }: Pick<Network, 'share'>): boolean =>
  share?.includes('{instance}') ?? false

/** A network that the company has left, and when. */
export interface Retired {
  id: string
  name: string
  /** In epoch milliseconds. */
  at: number
}
