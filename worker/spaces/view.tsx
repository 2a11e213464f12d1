import { type Conversation, type Hub, addressOf } from '../../site/contract'
import { dateFormat } from '../kit/date-format'
import { kindNames } from '../search/view'

const when = ({ language, timezone }: Hub, at: number) =>
  dateFormat(language, { dateStyle: 'medium', timeZone: timezone }).format(at)

/** The posts of a space that not everybody may read, for somebody who may. */
export const GuardedPosts = ({ hub, posts }: { hub: Hub; posts: readonly Conversation[] }) =>
  posts.length === 0 ? (
    <p class="empty">Nothing has been said here yet.</p>
  ) : (
    <ol class="results">
      {posts.map((post) => (
        <li class="result">
          <h2 class="result-title">
            <a href={addressOf(post)}>{post.title}</a>
          </h2>
          <p class="result-kind">
            {kindNames[post.kind]}
            {' · '}
            <time datetime={new Date(post.changedAt).toISOString()}>
              {when(hub, post.changedAt)}
            </time>
          </p>
        </li>
      ))}
    </ol>
  )
