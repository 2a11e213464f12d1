import { topicPlaceholders } from '../../../site/contract/conversation'

/** The fields of a topic that its links contain. */
type TopicFields = Partial<typeof topicPlaceholders>

/**
 * An element handler that fills the topic's data into the links of the static page around it. Only
 * whole query values are replaced, because they are percent-encoded there.
 */
export const fillTopicLink = (topic: { [Part in keyof TopicFields]?: string }) => ({
  element(link: Element) {
    const parts = Object.entries(topic) as [keyof TopicFields, string][]
    const href = parts.reduce(
      (address, [part, value]) =>
        address.replaceAll(
          encodeURIComponent(topicPlaceholders[part]),
          // A function, because `$` in a title would be a replacement pattern.
          () => encodeURIComponent(value.toWellFormed()),
        ),
      link.getAttribute('href') ?? '',
    )
    link.setAttribute('href', href)
  },
})
