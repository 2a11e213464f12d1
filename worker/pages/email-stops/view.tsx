import { emailKindNames } from '../../notifications/stops/messages'
import { type EmailTopic, EVERYTHING, type StopScope } from '../../notifications/stops/rules'
import { stopMessages } from './messages'
import { isSameScope } from './rules'

interface EmailStopsPageProps {
  hub: { name: string; title: string }
  /** The address of the page, to which its forms are sent. */
  action: string
  /** What the email was about. */
  topic: EmailTopic
  stops: StopScope[]
  /** The title of a conversation, if the recipient may read it. */
  titleOf: (conversation: string) => string | undefined
  fault?: string | undefined
}

type ScopeProps = Pick<EmailStopsPageProps, 'action' | 'titleOf'> & {
  scope: StopScope
  isStopped: boolean
  /** What is said of emails that are not stopped by themselves. */
  otherwise?: string
  about?: string
}

const fieldsOf = ({ kind, conversation }: StopScope): { what: string; of: string } => {
  if (conversation) return { what: 'conversation', of: conversation }
  return kind ? { what: 'kind', of: kind } : { what: 'all', of: '' }
}

const nameOf = ({ kind, conversation }: StopScope, titleOf: EmailStopsPageProps['titleOf']) => {
  const title = conversation && titleOf(conversation)
  if (title) return stopMessages.conversation(title)
  if (conversation) return stopMessages.unnamed
  return kind ? emailKindNames[kind] : stopMessages.all
}

/** What can be stopped, whether it is, and the button. */
const Scope = ({ action, titleOf, scope, isStopped, otherwise, about }: ScopeProps) => {
  const { what, of } = fieldsOf(scope)
  const name = nameOf(scope, titleOf)
  return (
    <li>
      <div>
        <strong dir="auto">{name}</strong>
        <p class="soft">
          {isStopped ? stopMessages.isOff : (otherwise ?? stopMessages.isOn)} {about}
        </p>
      </div>
      <form method="post" action={action}>
        <input type="hidden" name="what" value={what} />
        {of && <input type="hidden" name="of" value={of} />}
        <button class={isStopped ? 'quiet' : undefined} name="to" value={isStopped ? 'on' : 'off'}>
          {isStopped ? stopMessages.resume : stopMessages.stop}
          <span class="unseen">: {name}</span>
        </button>
      </form>
    </li>
  )
}

/** What an email offers to stop, the narrowest first. */
const offeredScopes = ({ kind, conversation }: EmailTopic): StopScope[] => [
  ...(kind ? [{ kind, conversation: '' }] : []),
  ...(conversation ? [{ kind: '' as const, conversation }] : []),
  EVERYTHING,
]

/** The page behind the link in an email. Mail scanners follow links, so only its buttons stop emails. */
export const EmailStopsPage = (props: EmailStopsPageProps) => {
  const { hub, action, topic, stops, titleOf, fault } = props
  const isStopped = (scope: StopScope) => stops.some((stop) => isSameScope(stop, scope))
  const offered = offeredScopes(topic)
  const others = stops.filter((stop) => !offered.some((scope) => isSameScope(stop, scope)))
  return (
    <>
      <h1>{stopMessages.title}</h1>
      <p class="lede">{stopMessages.intro(`${hub.name} ${hub.title}`)}</p>
      {fault && <p class="fault">{fault}</p>}
      <ul class="own-list">
        {offered.map((scope) => (
          <Scope
            {...{ action, titleOf, scope, isStopped: isStopped(scope) }}
            {...(scope === EVERYTHING && { about: stopMessages.allAbout })}
            {...(isStopped(EVERYTHING) && { otherwise: stopMessages.isOffWithAll })}
          />
        ))}
      </ul>
      {others.length > 0 && (
        <>
          <h2>{stopMessages.others}</h2>
          <ul class="own-list">
            {others.map((scope) => (
              <Scope {...{ action, titleOf, scope, isStopped: true }} />
            ))}
          </ul>
        </>
      )}
    </>
  )
}
