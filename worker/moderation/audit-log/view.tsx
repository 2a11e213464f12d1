import type { Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import { groupActions } from '../groups/log-entry.view'
import { replyActions } from '../host-replies/log-entry.view'
import { RuleNote, ActionSuffix, DecisionSubject, actionTextOf } from './entry.view'
import { Desk, Older } from '../../ui/desk-page'
import type { LogEntry } from '../people/queries'
import { isUndoable } from '../decisions/undo.commands'
import { levelName, Until, PersonLink } from '../desk/labels.view'
import { When } from '../../ui/time'

interface EntryProps {
  hub: Hub
  entry: LogEntry
}

const Subject = ({ paths, entry: { entry, subjectName } }: { paths: Paths; entry: LogEntry }) => (
  <PersonLink paths={paths} id={entry.subject} name={subjectName} />
)

const nameOfRole = (role: unknown) => (role === 'owner' ? 'an owner' : 'a host')

/** What was done, where it was to somebody who has left and took along what it was about. */
const WITHOUT_DETAIL: Record<string, string> = {
  role: 'changed the role of',
  person: 'said who of the house is',
  grant: 'gave a level to',
  hold: 'held at a level',
  'end of grant': 'took back the level of',
  'end of hold': 'let go of',
  ban: 'banned',
  'end of ban': 'lifted the ban on',
  silence: 'silenced',
  'end of silence': 'let write again',
}

/** What was done to a comment or a conversation. */
const DoneToComment = ({ hub, entry: { entry, commentName, openedTitle } }: EntryProps) => {
  const words = actionTextOf(entry, hub)!
  return (
    <>
      {words.did} <DecisionSubject hub={hub} entry={entry} name={commentName} title={openedTitle} />
      <ActionSuffix hub={hub} words={words} />
      <RuleNote hub={hub} entry={entry} />
    </>
  )
}

/** Takes a decision back, while nothing about the same was decided since. */
const Undo = ({ paths, entry: { entry, isLast } }: { paths: Paths; entry: LogEntry }) =>
  isLast && entry.act !== 'undoing' && isUndoable(entry) ? (
    <form class="desk-undo" method="post" action={paths.undoing(entry.id)}>
      <input type="hidden" name="back" value="record" />
      <button class="quiet">Undo</button>
    </form>
  ) : null

/** What was done, between the name of who did it and the full stop. */
const Done = ({ hub, entry }: EntryProps) => {
  const { act, detail } = entry.entry
  if (Object.hasOwn(replyActions, act)) return <>{replyActions[act]!(entry.entry, hub.paths)}</>
  if (Object.hasOwn(groupActions, act))
    return <>{groupActions[act]!(entry.entry, <Subject paths={hub.paths} entry={entry} />, hub)}</>
  if (actionTextOf(entry.entry, hub)) return <DoneToComment hub={hub} entry={entry} />
  const whom = <Subject paths={hub.paths} entry={entry} />
  if (act === 'leaving') return <>left, and took along what the hub held of them</>
  if (!detail)
    return (
      <>
        {WITHOUT_DETAIL[act] ?? `${act}:`} {whom}
      </>
    )
  const level = levelName(hub, String(detail['level']))
  switch (act) {
    case 'role':
      return detail['to'] ? (
        <>
          made {whom} {nameOfRole(detail['to'])}
        </>
      ) : (
        <>
          made {whom} a member like others, who was {nameOfRole(detail['from'])}
        </>
      )
    case 'person':
      return detail['to'] ? (
        <>
          said that {whom} is <bdi>{hub.people[detail['to']]?.name ?? detail['to']}</bdi>
        </>
      ) : (
        <>said that {whom} is nobody of the house</>
      )
    case 'grant':
      return (
        <>
          gave {whom} the level {level}
        </>
      )
    case 'hold':
      return (
        <>
          held {whom} at the level {level}
        </>
      )
    case 'end of grant':
      return (
        <>
          took back the level {level} that {whom} was given
        </>
      )
    case 'end of hold':
      return (
        <>
          let go of {whom}, who was held at the level {level}
        </>
      )
    case 'ban':
      return (
        <>
          banned {whom} <Until hub={hub} until={new Date(Number(detail['until']))} />
        </>
      )
    case 'silence':
      return (
        <>
          silenced {whom} <Until hub={hub} until={new Date(Number(detail['until']))} />
        </>
      )
    default:
      return (
        <>
          {act}: {whom}
        </>
      )
  }
}

/** One line of the record: who, what, when and why. */
const EntryLine = ({ hub, entry }: EntryProps) => {
  const { by, at, reason } = entry.entry
  return (
    <li>
      <p>
        <PersonLink paths={hub.paths} id={by} name={entry.byName} isFirst />{' '}
        <Done hub={hub} entry={entry} />.
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

/** A part of the record, newest first. */
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
  /** The one person whom it is about. */
  person?: { id: string; name: string } | undefined
  /** Where what is older begins. */
  older?: string | undefined
  /** On a page after the first. */
  isLater: boolean
}

/** What hosts and owners did. */
export const AuditLogPage = ({ hub, entries, person, older, isLater }: AuditLogProps) => (
  <Desk paths={hub.paths} here="Record">
    <header class="page-head">
      <h1>Record</h1>
      {person ? (
        <p>
          What <PersonLink paths={hub.paths} {...person} /> did at the desk, and what was decided
          about them, newest first. <a href={hub.paths.deskLog()}>The whole record</a>
        </p>
      ) : (
        <p>Everything that was decided at the desk: who, when and why, newest first.</p>
      )}
    </header>
    {entries.length > 0 ? (
      <LogEntries hub={hub} entries={entries} />
    ) : (
      <p class="empty">{isLater ? 'That was all.' : 'Nothing is on record yet.'}</p>
    )}
    {older && (
      <Older
        label="Older entries"
        href={hub.paths.deskLog({ ...(person && { person: person.id }), before: older })}
      />
    )}
  </Desk>
)
