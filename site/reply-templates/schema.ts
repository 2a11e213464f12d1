import { z } from 'astro/zod'
import { slug, text } from '../parser/fields'

/** What is filled in, in braces, when a starter is used. */
const PLACES = ['{name}', '{title}', '{hub}', '{me}']

const strange = (body: string) =>
  (body.match(/\{[\p{L}\p{N}_-]+\}/gu) ?? []).find((place) => !PLACES.includes(place))

const starter = z.strictObject({
  id: slug(),
  /** What a host chooses it by. */
  title: text(),
  /** The words to begin with, in Markdown. */
  body: text().superRefine((body, context) => {
    const place = strange(body)
    const message = `${place} is nothing that can be filled in; expected ${PLACES.join(', ')}`
    if (place) context.addIssue({ code: 'custom', message })
  }),
})

/** `starters.yaml`: ways for a host to begin an answer, in the order in which they are offered. */
export const startersSchema = z.array(starter).max(20, 'expected twenty at most')

export type StarterSettings = z.output<typeof starter>

/** The starters of a hub without a `starters.yaml`: all of them ask. */
export const defaultStarters: z.input<typeof startersSchema> = [
  {
    id: 'what-happened',
    title: 'Ask what happened',
    body: 'Hello {name}, thank you for telling us. Could you say what happened, and on which day?',
  },
  {
    id: 'which-one',
    title: 'Ask which one is meant',
    body: 'Hello {name}, I want to be sure that I understand you: which one do you mean?',
  },
  {
    id: 'say-back',
    title: 'Say back what you understood',
    body: 'Hello {name}, if I read you rightly, … Have I understood that?',
  },
  {
    id: 'what-would-help',
    title: 'Ask what would help',
    body: 'Hello {name}, I see that this did not go as it should have. What would help you most now?',
  },
  {
    id: 'in-private',
    title: 'Offer to talk elsewhere',
    body: 'Hello {name}, this needs details that should not stand here. Would you write to me, so that I can look it up?',
  },
]
