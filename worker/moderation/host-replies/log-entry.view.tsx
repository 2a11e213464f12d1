import type { Child } from 'hono/jsx'
import type { Paths } from '../../../site/contract/paths'
import type { LogRow } from '../../audit/table'

type ReplyLogEntry = Pick<LogRow, 'act' | 'subject' | 'detail'>

const title = ({ detail }: ReplyLogEntry) => <q dir="auto">{detail?.['title'] ?? 'a reply'}</q>

/** What hosts did about replies, as the record tells it after their name. */
export const replyActions: Readonly<Record<string, (entry: ReplyLogEntry, paths: Paths) => Child>> =
  {
    release: ({ subject }, paths) => (
      <>
        read <a href={paths.comment(subject)}>a reply</a> by another host and let it go
      </>
    ),
    remark: ({ subject }, paths) => (
      <>
        left a remark on <a href={paths.resting(subject)}>a reply</a> that rested
      </>
    ),
    'saved reply': (entry) => <>saved the reply {title(entry)}</>,
    'change of saved reply': (entry) => <>changed the saved reply {title(entry)}</>,
    'end of saved reply': (entry) => <>deleted the saved reply {title(entry)}</>,
  }
