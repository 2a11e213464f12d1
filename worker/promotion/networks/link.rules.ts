import { unknownTopic } from '../../../site/contract/conversation'

/** A topic, as far as its links tell it. */
type TopicFields = Partial<typeof unknownTopic>

/**
 * Fills in, in the links of the static page around a topic, what that page could not know. Only
 * whole values of a query are filled, as they stand there escaped.
 */
export const fillTopicLink = (topic: { [Part in keyof TopicFields]?: string }) => ({
  element(link: Element) {
    const parts = Object.entries(topic) as [keyof TopicFields, string][]
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
