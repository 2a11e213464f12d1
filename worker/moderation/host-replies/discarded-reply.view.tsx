import type { Paths } from '../../../site/contract/paths'
import { DeskPage } from '../../ui/desk-page'

/** The 404 page of a delayed reply that was discarded. */
export const DiscardedReply = ({ paths }: { paths: Paths }) => (
  <DeskPage paths={paths} here="Desk">
    <h1>Reply not found</h1>
    <p>This reply was discarded.</p>
    <p>
      <a href={paths.desk({ list: 'resting' })}>Delayed replies</a>
    </p>
  </DeskPage>
)
