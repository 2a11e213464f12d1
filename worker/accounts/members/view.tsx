import type { Child } from 'hono/jsx'
import type { Hub } from '../../../site/contract/hub'
import { dateFormat } from '../../lib/date-format'
import { isPermanent, type Sanction } from './ban.rules'
import { memberMessages } from './messages'

/** The page behind the emailed link. Mail scanners follow links, so only its button confirms. */
export const ConfirmationPage = ({ name, action }: { name: string; action: string }) => (
  <>
    <h1>{memberMessages.confirm}</h1>
    <p>
      <strong>{name}</strong> commented here with your email address. If that was you, publish the
      comment with this button.
    </p>
    <form method="post" action={action}>
      <button>Publish my comment</button>
    </form>
    <p>{memberMessages.notMe}</p>
  </>
)

const End = ({ hub, until }: { hub: Hub; until: Date }) => {
  const format = { dateStyle: 'long', timeStyle: 'short', timeZone: hub.timezone } as const
  return (
    <time datetime={until.toISOString()}>{dateFormat(hub.language, format).format(until)}</time>
  )
}

interface SanctionPageProps {
  hub: Hub
  sanction: Sanction
  /** What can still be done, or was. */
  children: Child
}

/** The page behind the emailed link if the member with that address is banned or silenced. */
export const SanctionPage = ({
  hub,
  sanction: { by, until, reason },
  children,
}: SanctionPageProps) => (
  <div class="doorway">
    <h1>{memberMessages.held}</h1>
    <p class="lede">
      A host has {by === 'ban' ? 'banned' : 'silenced'} the member with this address
      {!isPermanent(until) && (
        <>
          {' '}
          until <End hub={hub} until={until} />
        </>
      )}
      . Comments with it are not published until a host has read them.
    </p>
    {reason && (
      <>
        <p>They gave this reason:</p>
        <blockquote dir="auto">{reason}</blockquote>
      </>
    )}
    {children}
  </div>
)

/** The button in place of the one that publishes: it leaves the comment to a host. */
export const HoldForHostForm = ({ action }: { action: string }) => (
  <>
    <form method="post" action={action}>
      <button>It was me: send it to a host</button>
    </form>
    <p>{memberMessages.notMe}</p>
  </>
)
