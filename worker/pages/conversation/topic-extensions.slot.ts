import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import { likelyToKnow } from '../../discussion/contributors/likely-helpers.slot'
import type { App } from '../../env'
import { drawIdea } from '../../discussion/ideas/slot'
import { drawUses } from '../../discussion/resources/slot'
import type { Parts, Topic } from '../../discussion/topics/view'
import { drawGiven } from '../../discussion/topics/resource.view'

/**
 * What another room adds to the page of a topic; nothing if it has nothing. It may read for that:
 * all extensions are read at once, while the head of the page is sent.
 */
export type TopicExtension = (c: Context<App>, topic: Topic) => Promise<Child> | Child

/** Between the title and the text. */
const above: TopicExtension[] = [drawIdea]

/** Below the text. */
const below: TopicExtension[] = [(_, topic) => drawGiven(topic), drawUses, likelyToKnow]

/** All extensions of a topic’s page, drawn. */
export const drawExtensions = async (c: Context<App>, topic: Topic): Promise<Parts> => {
  const drawAll = (parts: readonly TopicExtension[]) =>
    Promise.all(parts.map((part) => part(c, topic)))
  const [over, under] = await Promise.all([drawAll(above), drawAll(below)])
  return { above: over, below: under }
}
