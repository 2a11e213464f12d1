import type { Hub } from '../../../site/contract/hub'
import type { StoppedAddress } from '../../notifications/table'
import type { UndeliveredEmail } from '../../notifications/delivery.queries'
import { DeskPage } from '../../ui/desk-page'
import { When } from '../../ui/time'
import { outboxEventNames, providerNames, stopSentences } from './messages'
import type { Recipient } from './queries'

/** What the page shows. */
export interface EmailState {
  undelivered: UndeliveredEmail[]
  stopped: StoppedAddress[]
  recipients: Recipient[]
  counts: { undelivered: number; repeated: number }
  oldestDueAt: Date | undefined
}

interface Props extends EmailState {
  hub: Hub
}

const times = (count: number) => (count === 1 ? 'once' : `${count} times`)

const Undelivered = ({ hub, email }: { hub: Hub; email: UndeliveredEmail }) => (
  <li>
    <h3>{outboxEventNames[email.event] ?? email.event}</h3>
    <p class="soft">
      <When hub={hub} at={email.createdAt} /> · tried {times(email.attempts)}
    </p>
    <p>{email.failure}</p>
    <form method="post" action={hub.paths.retry(email.id)}>
      <p>
        <button class="quiet">
          Try again<span class="unseen">: {outboxEventNames[email.event] ?? email.event}</span>
        </button>
      </p>
    </form>
  </li>
)

interface StoppedProps {
  hub: Hub
  stop: StoppedAddress
  recipient: Recipient | undefined
}

const Stopped = ({ hub, stop, recipient }: StoppedProps) => (
  <li>
    <h3>
      {recipient ? (
        <a href={hub.paths.deskMember(recipient.id)}>
          <bdi>{recipient.name}</bdi>
        </a>
      ) : (
        'A guest, or a member we cannot name'
      )}
    </h3>
    <p class="soft">
      <When hub={hub} at={stop.stoppedAt} /> · reported by {providerNames[stop.provider]}
    </p>
    <p>{stopSentences[stop.reason]}</p>
    <form method="post" action={hub.paths.endingOfStop(stop.recipient)}>
      <p>
        <button class="quiet">
          Allow again<span class="unseen">: {recipient?.name ?? 'this address'}</span>
        </button>
      </p>
    </form>
  </li>
)

const Waiting = ({ hub, oldestDueAt, counts }: Props) => (
  <ul>
    <li>
      {oldestDueAt ? (
        <>
          The oldest email waits since <When hub={hub} at={oldestDueAt} />.
        </>
      ) : (
        'No email is waiting.'
      )}
    </li>
    {counts.repeated > 0 && (
      <li>
        {counts.repeated} of the last 30 days may have arrived twice, because the provider’s answer
        was lost.
      </li>
    )}
  </ul>
)

const UndeliveredSection = ({ hub, undelivered, counts }: Props) => (
  <section aria-labelledby="undelivered">
    <h2 id="undelivered">Undelivered</h2>
    {undelivered.length > 0 ? (
      <>
        <form method="post" action={hub.paths.retries()}>
          <p>
            <button>Try all {counts.undelivered} again</button>
          </p>
        </form>
        <ul class="saved-replies">
          {undelivered.map((email) => (
            <Undelivered hub={hub} email={email} />
          ))}
        </ul>
      </>
    ) : (
      <p class="empty">Every email was sent, or is still being tried.</p>
    )}
  </section>
)

const StoppedSection = ({ hub, stopped, recipients }: Props) => (
  <section aria-labelledby="stopped">
    <h2 id="stopped">Addresses without emails</h2>
    {stopped.length > 0 ? (
      <ul class="saved-replies">
        {stopped.map((stop) => (
          <Stopped
            hub={hub}
            stop={stop}
            recipient={recipients.find(({ recipient }) => recipient === stop.recipient)}
          />
        ))}
      </ul>
    ) : (
      <p class="empty">No address bounced, and no email was reported as spam.</p>
    )}
  </section>
)

/** Emails that were given up, and addresses that get no more. */
export const EmailPage = (props: Props) => (
  <DeskPage paths={props.hub.paths} here="Email">
    <header class="page-head">
      <h1>Email</h1>
      <p>Emails that could not be delivered, and addresses to which the hub sends no more.</p>
    </header>
    <Waiting {...props} />
    <UndeliveredSection {...props} />
    <StoppedSection {...props} />
  </DeskPage>
)
