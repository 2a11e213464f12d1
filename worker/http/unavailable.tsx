import type { Context } from 'hono'
import type { App } from '../env'
import { showMessage, showPage } from './layout'
import { httpMessages } from './messages'

/** The labels of the fields that people type; all others are sent again unseen. */
const LABELS: Record<string, string> = {
  title: 'Title',
  body: 'Text',
  name: 'Name',
  email: 'Email',
  about: 'About',
  tags: 'Tags',
  reason: 'Reason',
  reply: 'Message',
}

type SentField = readonly [name: string, value: string]

const UnsavedField = ({ field: [name, value], at }: { field: SentField; at: number }) => {
  const label = Object.hasOwn(LABELS, name) && LABELS[name]
  if (!value) return null
  if (!label) return <input type="hidden" name={name} value={value} />
  const id = `unsaved-${at}`
  return (
    <p class="field">
      <label for={id}>{label}</label>
      <textarea id={id} name={name} rows={name === 'body' ? 6 : 2}>
        {`\n${value}`}
      </textarea>
    </p>
  )
}

interface RetryProps {
  /** Where the form was sent. */
  action: string
  /** All its fields as they were sent, repeated ones included. */
  sent: readonly SentField[]
}

/** A form that could not be saved, to be sent again. */
const RetryForm = ({ action, sent }: RetryProps) => (
  <>
    <h1>{httpMessages.notSaved[0]}</h1>
    <p>{httpMessages.notSaved[1]}</p>
    <form class="sheet" method="post" action={action}>
      {sent.map((field, at) => (
        <UnsavedField field={field} at={at} />
      ))}
      <p>
        <button>Send again</button>
      </p>
    </form>
  </>
)

const showRetry = async (c: Context<App>) =>
  showPage(c, {
    title: httpMessages.notSaved[0],
    status: 503,
    children: (
      <RetryForm
        action={new URL(c.req.url).pathname}
        sent={[...new URLSearchParams(await c.req.text())]}
      />
    ),
  })

/**
 * The 503 page, for what needs the database while that does not answer. A form that was sent is on
 * it, filled in with what was typed.
 */
export const showUnavailable = async (c: Context<App>) => {
  const isForm = c.req.method === 'POST'
  const page = await (isForm ? showRetry(c) : showMessage(c, 503, ...httpMessages.unavailable))
  page.headers.set('retry-after', '60')
  return page
}
