import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import { likelyToKnow } from '../../discussion/contributors/likely-helpers.slot'
import type { App } from '../../env'
import { drawIdea } from '../../discussion/ideas/slot'
import { drawUses } from '../../discussion/resources/slot'
import type { Parts, Topic } from '../../discussion/topics/view'
import { drawGiven } from '../../discussion/topics/resource.view'

/**
 * What another room has to say on the page of a topic; nothing, where it has nothing. It may read
 * for that: all parts are read at once, while the head of the page is on its way.
 */
export type TopicExtension = (c: Context<App>, topic: Topic) => Promise<Child> | Child

/** Between the title and the words. */
const above: TopicExtension[] = [drawIdea]

/** Below the words. */
const below: TopicExtension[] = [(_, topic) => drawGiven(topic), drawUses, likelyToKnow]

/** All parts of a topic's page, drawn. */
export const drawExtensions = async (c: Context<App>, topic: Topic): Promise<Parts> => {
  const drawAll = (parts: readonly TopicExtension[]) =>
    Promise.all(parts.map((part) => part(c, topic)))
  const [over, under] = await Promise.all([drawAll(above), drawAll(below)])
  return { above: over, below: under }
}
