import type { Child } from 'hono/jsx'
import type { Paths } from '../../../site/contract/paths'
import type { LogRow } from '../../audit/table'

type ReplyLogEntry = Pick<LogRow, 'act' | 'subject' | 'detail'>

const title = ({ detail }: ReplyLogEntry) => <q dir="auto">{detail?.['title'] ?? 'a reply'}</q>

/** What the audit log says after the name of a host, by act. */
export const replyActions: Readonly<Record<string, (entry: ReplyLogEntry, paths: Paths) => Child>> =
  {
    release: ({ subject }, paths) => (
      <>
        approved and sent <a href={paths.comment(subject)}>a reply</a> by another host
      </>
    ),
    remark: ({ subject }, paths) => (
      <>
        added a remark to <a href={paths.resting(subject)}>a delayed reply</a>
      </>
    ),
    'saved reply': (entry) => <>saved the reply {title(entry)}</>,
    'change of saved reply': (entry) => <>changed the saved reply {title(entry)}</>,
    'end of saved reply': (entry) => <>deleted the saved reply {title(entry)}</>,
  }
