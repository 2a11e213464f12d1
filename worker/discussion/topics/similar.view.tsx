import type { Hub } from '../../../site/contract/hub'
import { cleanLine } from '../../lib/clean-text'
import type { Similar } from '../search/similar.queries'
import { KindName } from '../../ui/icon'

/** The element whose content the script replaces while a title is typed. */
export const SIMILAR = 'hub-similar'

const commentsOf = ({ language }: Hub, { comments, isAnswered }: Similar) => {
  if (isAnswered) return 'Answered'
  if (comments === 0) return 'No comments yet'
  return comments === 1 ? '1 comment' : `${comments.toLocaleString(language)} comments`
}

interface ListProps {
  hub: Hub
  /** The title that they are similar to. */
  title: string
  found: readonly Similar[]
}

/**
 * Similar conversations. The hidden field says that the author has seen them for this title, so that
 * the form is not shown again because of them.
 */
export const SimilarList = ({ hub, title, found }: ListProps) => (
  <>
    <input type="hidden" name="seen" value={cleanLine(title)} />
    {found.length > 0 && (
      <section class="similar" aria-labelledby="similar-title">
        <h2 id="similar-title">Similar conversations</h2>
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
