import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { type Network, type Retired, shareLink } from '../../../site/contract/networks'
import { Field } from '../../ui/field'
import { dateFormat } from '../../lib/date-format'

/** The page of a retired network, with links to the active ones. */
export const RetiredNetworkPage = ({
  hub,
  network,
  now,
}: {
  hub: Hub
  network: Retired
  now: Date
}) => {
  const { format } = dateFormat(hub.language, { dateStyle: 'long', timeZone: hub.timezone })
  return (
    <>
      <h1>{`${hub.name} has left ${network.name}`}</h1>
      <p>
        {/* A date in the future is not shown. */}
        {network.at <= now.getTime() && `We were there until ${format(network.at)}. `}
        {hub.networks.length > 0 ? 'Find us here instead:' : 'Find us here, on our own pages.'}
      </p>
      {hub.networks.length > 0 && (
        <ul class="ways-on">
          {hub.networks.map(({ id, name, invite }) => (
            <li>
              <a href={hub.paths.out('network', id)} rel="noopener">
                {name}
              </a>
              {invite && <span class="soft">{invite}</span>}
            </li>
          ))}
        </ul>
      )}
      <p>
        <a href={hub.paths.elsewhere()}>All our channels</a>
      </p>
    </>
  )
}

interface ShareProps {
  hub: Hub
  network: Network & { share: string }
  conversation: Conversation
  /** The server that this browser remembers. */
  server: string | undefined
  /** What was typed and refused. */
  typed?: string | undefined
}

/** The link to the server. */
const ServerLink = ({ hub, network, conversation, server }: ShareProps & { server: string }) => {
  const url = new URL(hub.paths.conversation(conversation), hub.url).href
  const { title } = conversation
  return (
    <p>
      <a
        class="button"
        href={shareLink(network.share, { url, title, instance: server })}
        rel="noopener nofollow"
      >
        {`Continue to ${server}`}
      </a>
    </p>
  )
}

const ServerForm = ({ hub, network, conversation, server, typed }: ShareProps) => (
  <form class="sheet" method="post" action={hub.paths.share(network.id, conversation.id)}>
    <Field
      id="share-server"
      label={server ? 'Another server' : 'Your server'}
      hint="Such as mastodon.social, or your name there: @you@mastodon.social. Only this browser remembers it."
      fault={
        typed === undefined
          ? undefined
          : 'That does not look like a server. Expected a name such as mastodon.social.'
      }
      input={{
        name: 'server',
        type: 'text',
        value: typed ?? '',
        required: true,
        autofocus: !server || typed !== undefined,
        inputmode: 'url',
        autocapitalize: 'none',
        autocomplete: 'off',
        spellcheck: 'false',
      }}
    />
    <p class="form-actions">
      <button type="submit" class={server ? 'quiet' : undefined}>
        Use this server
      </button>
      {server && (
        <button type="submit" class="quiet" name="forget" value="yes" formnovalidate>
          {`Forget ${server}`}
        </button>
      )}
    </p>
  </form>
)

/** The page on which a reader names their server and continues to it. */
export const SharePage = (props: ShareProps) => {
  const { network, conversation, server } = props
  return (
    <>
      <h1>{`Share on ${network.name}`}</h1>
      <p>
        <a href={props.hub.paths.conversation(conversation)} dir="auto">
          {conversation.title}
        </a>
      </p>
      {server ? (
        <ServerLink {...props} server={server} />
      ) : (
        <p>{`${network.name} is run on many servers. Enter yours to continue.`}</p>
      )}
      <ServerForm {...props} />
    </>
  )
}
