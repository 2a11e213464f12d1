import { z } from 'astro/zod'
import { slug, text } from '../parser/fields'

/** The placeholders in a template. */
const PLACEHOLDERS = ['{name}', '{title}', '{hub}', '{me}']

const unknownPlaceholder = (body: string) =>
  (body.match(/\{[\p{L}\p{N}_-]+\}/gu) ?? []).find((each) => !PLACEHOLDERS.includes(each))

const starter = z.strictObject({
  id: slug(),
  /** The title in the list of templates. */
  title: text(),
  /** The text, in Markdown. */
  body: text().superRefine((body, context) => {
    const unknown = unknownPlaceholder(body)
    const message = `${unknown} is not a placeholder; expected ${PLACEHOLDERS.join(', ')}`
    if (unknown) context.addIssue({ code: 'custom', message })
  }),
})

/** `starters.yaml`: reply templates for hosts, in the order they are shown. */
export const startersSchema = z.array(starter).max(20, 'expected twenty at most')

export type StarterSettings = z.output<typeof starter>

/** The reply templates of a hub without a `starters.yaml`; all of them ask questions. */
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
    body: 'Hello {name}, this needs details that should not be public. Would you write to me, so that I can look it up?',
  },
]
