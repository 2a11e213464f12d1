import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import { renderLikelyHelpers } from '../../discussion/contributors/likely-helpers.slot'
import type { App } from '../../env'
import { renderIdea } from '../../discussion/ideas/slot'
import { renderUses } from '../../discussion/resources/slot'
import type { TopicExtensions, Topic } from '../../discussion/topics/view'
import { renderResource } from '../../discussion/topics/resource.view'

/**
 * A part that another room adds to the page of a topic, or nothing. It may read the database: all
 * extensions are read concurrently, while the head of the page is sent.
 */
export type TopicExtension = (c: Context<App>, topic: Topic) => Promise<Child> | Child

/** Between the title and the text. */
const above: TopicExtension[] = [renderIdea]

/** Below the text. */
const below: TopicExtension[] = [
  (_, topic) => renderResource(topic),
  renderUses,
  renderLikelyHelpers,
]

/** All extensions of a topic’s page, rendered. */
export const renderExtensions = async (c: Context<App>, topic: Topic): Promise<TopicExtensions> => {
  const renderAll = (parts: readonly TopicExtension[]) =>
    Promise.all(parts.map((part) => part(c, topic)))
  const [aboveText, belowText] = await Promise.all([renderAll(above), renderAll(below)])
  return { above: aboveText, below: belowText }
}
