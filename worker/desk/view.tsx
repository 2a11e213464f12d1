import { type Hub, paths } from '../../site/contract'
import { Desk } from './frame'
import { Lines } from './log'
import type { Entry } from './queries'
import type { Words } from './rules'

/** What happened at the desk lately, and the ways to its pages. */
export const DeskPage = ({ hub, entries }: { hub: Hub; entries: Entry[] }) => (
  <Desk here="Desk">
    <header class="page-head">
      <h1>Desk</h1>
    </header>
    <ul class="desk-ways">
      <li>
        <a href={paths.deskPeople()}>People</a>
        <p>Who is here: hosts, members, their levels and bans.</p>
      </li>
      <li>
        <a href={paths.deskLog()}>Record</a>
        <p>Everything that was decided here: who, when and why.</p>
      </li>
    </ul>
    <section aria-labelledby="lately">
      <h2 id="lately">Lately</h2>
      {entries.length > 0 ? (
        <Lines hub={hub} entries={entries} />
      ) : (
        <p class="empty">Nothing is on record yet.</p>
      )}
    </section>
  </Desk>
)

interface UnsavedProps {
  /** Where the form was sent. */
  action: string
  words: Partial<Words>
}

/** What somebody decided while the hub could not write it down: kept, to be sent again. */
export const Unsaved = ({ action, words: { reason, ...choices } }: UnsavedProps) => (
  <>
    <h1>Not saved</h1>
    <p>
      The hub can not reach its memory just now, so this may not have been done. What you chose and
      typed is here: please send it again in a moment. Sent twice, it is done once.
    </p>
    <form class="sheet" method="post" action={action}>
      {Object.entries(choices).map(([name, value]) =>
        value ? <input type="hidden" name={name} value={value} /> : null,
      )}
      {reason === undefined ? null : (
        <p class="field">
          <label for="unsaved-reason">Reason</label>
          <textarea id="unsaved-reason" name="reason" rows={3}>
            {`\n${reason}`}
          </textarea>
        </p>
      )}
      <p>
        <button>Send it again</button>
      </p>
    </form>
  </>
)
