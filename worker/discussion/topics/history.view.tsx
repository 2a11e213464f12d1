import type { Hub } from '../../../site/contract/hub'
import { formatDateTime } from '../comments/byline.view'
import type { VersionEntry } from '../comments/version.commands'
import type { Topic } from './view'

/** Whoever wrote a version, by the name they have now. */
const By = ({ hub, told }: { hub: Hub; told: VersionEntry }) => {
  const { name, handle, person } = told
  const filed = person !== null && Object.hasOwn(hub.people, person) ? person : undefined
  if (!name || !handle) return <>somebody who has left</>
  return <a href={hub.paths.person(filed ?? handle)}>{filed ? hub.people[filed]!.name : name}</a>
}

const Beside = ({ told: { version } }: { told: VersionEntry }) => {
  const { tags, links, contacts } = version.more
  const lines = [
    ...(tags.length > 0 ? [`Tags: ${tags.join(', ')}`] : []),
    ...links.map(({ label, url }) => `${label}: ${url}`),
    ...contacts.map(({ name, email, phone, url }) =>
      [name, email, phone, url].filter(Boolean).join(', '),
    ),
  ]
  return lines.length === 0 ? null : (
    <ul class="version-more">
      {lines.map((line) => (
        <li dir="auto">{line}</li>
      ))}
    </ul>
  )
}

interface VersionProps {
  hub: Hub
  told: VersionEntry
  isNewest: boolean
  isFirst: boolean
}

const nameOf = ({ isNewest, isFirst }: VersionProps) => {
  if (isNewest) return 'As it is now'
  return isFirst ? 'As it was started' : 'As it was then'
}

const Version = (props: VersionProps) => {
  const { hub, told, isNewest } = props
  const { title, body, at } = told.version
  return (
    <li class="version">
      <details open={isNewest}>
        <summary>
          <b>{nameOf(props)}</b> <time datetime={at.toISOString()}>{formatDateTime(hub, at)}</time>
        </summary>
        <p class="soft">
          By <By hub={hub} told={told} />
        </p>
        <h2 dir="auto">{title}</h2>
        {/* As it was typed: what has changed in it shows. */}
        <pre class="version-words" dir="auto">
          {body}
        </pre>
        <Beside told={told} />
      </details>
    </li>
  )
}

interface HistoryProps {
  topic: Topic
  versions: readonly VersionEntry[]
}

/** What a topic said before it was changed, the newest first. */
export const HistoryPage = ({ topic: { hub, conversation }, versions }: HistoryProps) => (
  <div class="start">
    <h1>How this conversation was changed</h1>
    <p class="page-back">
      <a href={hub.paths.conversation(conversation)}>{conversation.title}</a>
    </p>
    {versions.length === 0 ? (
      <p class="empty">It says what it said when it was started.</p>
    ) : (
      <ol class="versions">
        {versions.map((told, at) => (
          <Version hub={hub} told={told} isNewest={at === 0} isFirst={at === versions.length - 1} />
        ))}
      </ol>
    )}
  </div>
)
