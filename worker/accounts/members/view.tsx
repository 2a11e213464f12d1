import type { Child } from 'hono/jsx'
import type { Hub } from '../../../site/contract/hub'
import { dateFormat } from '../../lib/date-format'
import { isPermanent, type Sanction } from './ban.rules'

/** The page behind the mailed link. Mail scanners follow links, so only its button confirms. */
export const ConfirmationPage = ({ name, action }: { name: string; action: string }) => (
  <>
    <h1>Is this you?</h1>
    <p>
      Somebody who calls themselves <strong>{name}</strong> wrote here and left your e-mail address.
      If it was you, your words appear as soon as you press the button.
    </p>
    <form method="post" action={action}>
      <button>Yes, show my comment</button>
    </form>
    <p>If it was not you, just close this page. Nothing will be shown.</p>
  </>
)

const decided = {
  ban: 'closed the account of the member whose address this is',
  silence: 'asked the member whose address this is to be silent here',
}

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

/** What whoever holds the mailbox of somebody banned or silenced hears of it, and nobody else. */
export const SanctionPage = ({
  hub,
  sanction: { by, until, reason },
  children,
}: SanctionPageProps) => (
  <div class="doorway">
    <h1>Your words wait for a host</h1>
    <p class="lede">
      A host has {decided[by]}
      {!isPermanent(until) && (
        <>
          {' '}
          until <End hub={hub} until={until} />
        </>
      )}
      . What is written with it in that time does not appear by itself.
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

/** In place of the button that lets words appear: they can only be left for a host to read. */
export const HoldForHostForm = ({ action }: { action: string }) => (
  <>
    <form method="post" action={action}>
      <button>It was me: let a host read it</button>
    </form>
    <p>If it was not you, just close this page. Nothing will be shown.</p>
  </>
)
