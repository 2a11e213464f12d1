import type { Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import { alertActions } from '../alerts/log-entry.view'
import { groupActions } from '../groups/log-entry.view'
import { replyActions } from '../host-replies/log-entry.view'
import { RuleNote, ActionSuffix, DecisionSubject, actionText } from './entry.view'
import { DeskPage, OlderLink } from '../../ui/desk-page'
import type { LogEntry } from '../people/queries'
import { isUndoable } from '../decisions/undo.rules'
import { PersonLink } from '../desk/labels.view'
import { MemberAction } from './member-entry.view'
import { When } from '../../ui/time'

interface EntryProps {
  hub: Hub
  entry: LogEntry
}

const Subject = ({ paths, entry: { entry, subjectName } }: { paths: Paths; entry: LogEntry }) => (
  <PersonLink paths={paths} id={entry.subject} name={subjectName} />
)

/** A decision about a comment or a conversation. */
const CommentDecision = ({ hub, entry: { entry, commentName, openedTitle } }: EntryProps) => {
  const text = actionText(entry, hub)!
  return (
    <>
      {text.verb} <DecisionSubject hub={hub} entry={entry} name={commentName} title={openedTitle} />
      <ActionSuffix hub={hub} text={text} />
      <RuleNote hub={hub} entry={entry} />
    </>
  )
}

/** The button to undo a decision, until there is a later one about the same subject. */
const Undo = ({ paths, entry: { entry, isLast } }: { paths: Paths; entry: LogEntry }) =>
  isLast && entry.act !== 'undoing' && isUndoable(entry) ? (
    <form class="desk-undo" method="post" action={paths.undoing(entry.id)}>
      <input type="hidden" name="back" value="record" />
      <button class="quiet">Undo</button>
    </form>
  ) : null

/** The decision, between the name of the host and the full stop. */
const Decision = ({ hub, entry: row }: EntryProps) => {
  const { entry } = row
  const whom = <Subject paths={hub.paths} entry={row} />
  if (Object.hasOwn(replyActions, entry.act))
    return <>{replyActions[entry.act]!(entry, hub.paths)}</>
  if (Object.hasOwn(groupActions, entry.act))
    return <>{groupActions[entry.act]!(entry, whom, hub)}</>
  if (Object.hasOwn(alertActions, entry.act)) return <>{alertActions[entry.act]!(entry, hub)}</>
  if (actionText(entry, hub)) return <CommentDecision hub={hub} entry={row} />
  return <MemberAction hub={hub} entry={entry} whom={whom} />
}

/** An entry with who, what, when and why. */
const EntryLine = ({ hub, entry }: EntryProps) => {
  const { by, at, reason } = entry.entry
  return (
    <li>
      <p>
        <PersonLink paths={hub.paths} id={by} name={entry.byName} isFirst />{' '}
        <Decision hub={hub} entry={entry} />.
      </p>
      {reason && (
        <blockquote dir="auto">
          <p>{reason}</p>
        </blockquote>
      )}
      <p class="soft">
        <When hub={hub} at={at} />
      </p>
      <Undo paths={hub.paths} entry={entry} />
    </li>
  )
}

/** Entries of the audit log, newest first. */
export const LogEntries = ({ hub, entries }: { hub: Hub; entries: LogEntry[] }) => (
  <ol class="desk-log">
    {entries.map((entry) => (
      <EntryLine hub={hub} entry={entry} />
    ))}
  </ol>
)

interface AuditLogProps {
  hub: Hub
  entries: LogEntry[]
  /** The member that the entries are limited to. */
  person?: { id: string; name: string } | undefined
  /** Where the older entries begin. */
  older?: string | undefined
  /** Whether this is a page after the first. */
  isLater: boolean
}

export const AuditLogPage = ({ hub, entries, person, older, isLater }: AuditLogProps) => (
  <DeskPage paths={hub.paths} here="Audit log">
    <header class="page-head">
      <h1>Audit log</h1>
      {person ? (
        <p>
          Decisions by and about <PersonLink paths={hub.paths} {...person} />, newest first.{' '}
          <a href={hub.paths.deskLog()}>All entries</a>
        </p>
      ) : (
        <p>All decisions of hosts and owners, newest first.</p>
      )}
    </header>
    {entries.length > 0 ? (
      <LogEntries hub={hub} entries={entries} />
    ) : (
      <p class="empty">{isLater ? 'No more entries.' : 'No entries yet.'}</p>
    )}
    {older && (
      <OlderLink
        label="Older entries"
        href={hub.paths.deskLog({ ...(person && { person: person.id }), before: older })}
      />
    )}
  </DeskPage>
)
