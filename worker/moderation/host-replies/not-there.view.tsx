import type { Paths } from '../../../site/contract/paths'
import { Desk } from '../../ui/desk-page'

/** Where a reply rested that is there no more. */
export const DiscardedReply = ({ paths }: { paths: Paths }) => (
  <Desk paths={paths} here="Desk">
    <h1>Nothing rests here</h1>
    <p>The reply that rested here has been thrown away.</p>
    <p>
      <a href={paths.desk({ list: 'resting' })}>Replies that are resting</a>
    </p>
  </Desk>
)
