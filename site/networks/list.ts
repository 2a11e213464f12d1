import { networks } from '../hub/settings'

/** Networks in use, in the order of their file. */
export const activeNetworks = networks.filter(({ retired }) => !retired)

/** Networks that were left, the last one left first. */
export const retiredNetworks = networks
  .filter(({ retired }) => retired)
  .toSorted((one, other) => Number(other.retired) - Number(one.retired))

/** Where a reader shares a page: the template with `{url}` and `{title}` filled in. */
export const shareLink = (template: string, page: { url: string; title: string }) =>
  template
    .replaceAll('{url}', encodeURIComponent(page.url))
    .replaceAll('{title}', encodeURIComponent(page.title))
