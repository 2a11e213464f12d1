import type { Hub } from '../../../site/contract/hub'
import { formatDateTime } from '../comments/byline.view'
import type { VersionEntry } from '../comments/version.commands'
import type { Topic } from './view'

/** The author of a version, by their current name. */
const By = ({ hub, entry }: { hub: Hub; entry: VersionEntry }) => {
  const { name, handle, person } = entry
  const filed = person !== null && Object.hasOwn(hub.people, person) ? person : undefined
  if (!name || !handle) return <>a former member</>
  return <a href={hub.paths.person(filed ?? handle)}>{filed ? hub.people[filed]!.name : name}</a>
}

const Beside = ({ entry: { version } }: { entry: VersionEntry }) => {
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
  entry: VersionEntry
  isNewest: boolean
  isFirst: boolean
}

const nameOf = ({ isNewest, isFirst }: VersionProps) => {
  if (isNewest) return 'Current version'
  return isFirst ? 'Original version' : 'Earlier version'
}

const Version = (props: VersionProps) => {
  const { hub, entry, isNewest } = props
  const { title, body, at } = entry.version
  return (
    <li class="version">
      <details open={isNewest}>
        <summary>
          <b>{nameOf(props)}</b> <time datetime={at.toISOString()}>{formatDateTime(hub, at)}</time>
        </summary>
        <p class="soft">
          By <By hub={hub} entry={entry} />
        </p>
        <h2 dir="auto">{title}</h2>
        {/* The Markdown, so that every change is visible. */}
        <pre class="version-words" dir="auto">
          {body}
        </pre>
        <Beside entry={entry} />
      </details>
    </li>
  )
}

interface HistoryProps {
  topic: Topic
  versions: readonly VersionEntry[]
}

/** The versions of a topic, newest first. */
export const HistoryPage = ({ topic: { hub, conversation }, versions }: HistoryProps) => (
  <div class="start">
    <h1>History of this conversation</h1>
    <p class="page-back">
      <a href={hub.paths.conversation(conversation)}>{conversation.title}</a>
    </p>
    {versions.length === 0 ? (
      <p class="empty">It has not been edited.</p>
    ) : (
      <ol class="versions">
        {versions.map((entry, at) => (
          <Version
            hub={hub}
            entry={entry}
            isNewest={at === 0}
            isFirst={at === versions.length - 1}
          />
        ))}
      </ol>
    )}
  </div>
)
