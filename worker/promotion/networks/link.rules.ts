import { unknownTopic } from '../../../site/contract/conversation'

/** A topic, as far as its links tell it. */
type Told = Partial<typeof unknownTopic>

/**
 * Fills in, in the links of the static page around a topic, what that page could not know. Only
 * whole values of a query are filled, as they stand there escaped.
 */
export const wayOf = (topic: { [Part in keyof Told]?: string }) => ({
  element(link: Element) {
    const parts = Object.entries(topic) as [keyof Told, string][]
    const href = parts.reduce(
      (address, [part, value]) =>
        address.replaceAll(
          encodeURIComponent(unknownTopic[part]),
          // A function: the signs that a replacement may have stand in a title for themselves.
          () => encodeURIComponent(value.toWellFormed()),
        ),
      link.getAttribute('href') ?? '',
    )
    link.setAttribute('href', href)
  },
})
