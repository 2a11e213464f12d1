import type { Hub } from '../../../site/contract/hub'
import { cleanLine } from '../../lib/clean-text'
import type { Similar } from '../search/similar.queries'
import { KindName } from '../../ui/icon'

/** The element whose inside the script exchanges while a title is typed. */
export const SIMILAR = 'hub-similar'

const commentsOf = ({ language }: Hub, { comments, isAnswered }: Similar) => {
  if (isAnswered) return 'Answered'
  if (comments === 0) return 'Nobody has said anything yet'
  return comments === 1 ? '1 comment' : `${comments.toLocaleString(language)} comments`
}

interface ListProps {
  hub: Hub
  /** The title that these are like. */
  title: string
  found: readonly Similar[]
}

/**
 * Conversations that may be about the same. What goes along with the form says that its writer has
 * seen them for this title: then they are not stopped once more.
 */
export const SimilarList = ({ hub, title, found }: ListProps) => (
  <>
    <input type="hidden" name="seen" value={cleanLine(title)} />
    {found.length > 0 && (
      <section class="similar" aria-labelledby="similar-title">
        <h2 id="similar-title">Has it been said already?</h2>
        <ul>
          {found.map((each) => (
            <li>
              <KindName kind={each.conversation.kind} />
              <a href={hub.paths.conversation(each.conversation)} dir="auto">
                {each.conversation.title}
              </a>
              <span class="soft">{commentsOf(hub, each)}</span>
            </li>
          ))}
        </ul>
      </section>
    )}
  </>
)
