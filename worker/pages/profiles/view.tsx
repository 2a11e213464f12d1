import { slots } from '../../../site/contract/slots'
import type { Hub } from '../../../site/contract/hub'
import type { Standing } from '../../discussion/contributors/queries'
import { HelpedWith } from '../../discussion/contributors/view'
import { conversationById } from '../../discussion/conversations/rules'
import { dateFormat } from '../../lib/date-format'
import { Avatar } from '../../ui/avatar'
import { isHost } from '../../accounts/members/rules'
import type { Member } from '../../accounts/members/table'
import { excerpt, toText } from '../../markdown/markdown'
import type { ProfileComment as SaidRow } from './queries'
import { type CommentPage, EXCERPT_LENGTH } from './rules'
import {
  hasFollowedLinks,
  shownLevelOf,
  linksOf,
  shortUrl,
} from '../../accounts/members/public-profile.rules'

const Day = ({ hub, at, is }: { hub: Hub; at: Date; is?: string }) => (
  <time class={is} datetime={at.toISOString()}>
    {dateFormat(hub.language, { dateStyle: 'long', timeZone: hub.timezone }).format(at)}
  </time>
)

interface MemberProps {
  hub: Hub
  now: Date
  member: Member
  /** Whether a file in `content/people/` says who they are. */
  hasFile?: boolean
}

/** The member’s role or level, and since when they are a member. */
const Badges = ({ hub, member }: MemberProps) => (
  <ul class="badges">
    {isHost(member) ? (
      <li class="badge" data-host>
        Host
      </li>
    ) : (
      <li class="badge">
        <a href={hub.paths.levels()}>{shownLevelOf(hub, member).name}</a>
      </li>
    )}
    <li>
      Member since <Day hub={hub} at={member.createdAt} />
    </li>
  </ul>
)

/** The member’s links. A link that links back says so. */
const Links = ({ hub, now, member, hasFile = false }: MemberProps) => {
  const links = linksOf(member, now, hasFile)
  if (links.length === 0) return null
  const rel = hasFollowedLinks(hub, member) ? 'me noopener' : 'me ugc nofollow noopener'
  return (
    <ul class="profile-links">
      {links.map(({ url, isMutual }) => (
        <li>
          <a class="u-url" href={url} rel={rel}>
            {shortUrl(url)}
          </a>
          {isMutual && (
            <>
              {' '}
              <span class="mutual">links back here</span>
            </>
          )}
        </li>
      ))}
    </ul>
  )
}

/** The badges and links of a person in `content/people/`, below what their file says. */
export const MemberFacts = ({ hub, now, member }: MemberProps) => (
  <>
    <Badges hub={hub} now={now} member={member} />
    <Links hub={hub} now={now} member={member} hasFile />
  </>
)

/** Names longer than this, in characters, get a smaller font. */
const LONG = 24

/** The most tags that a profile names under points. */
const MOST_TAGS = 5

/** The member’s points, where they come from, and the tags they helped with. */
const PointsLine = ({ hub, standing }: { hub: Hub; standing: Standing }) => {
  const { ever, givers, tags, isTop } = standing
  return (
    <p class="profile-help">
      {isTop && <span class="badge">Top contributor</span>}
      <a href={hub.paths.contributors()}>
        {ever.toLocaleString(hub.language)} {ever === 1 ? 'point' : 'points'}
      </a>{' '}
      from {givers.toLocaleString(hub.language)} {givers === 1 ? 'person' : 'people'}
      {tags.length > 0 && (
        <>
          {'. '}
          <HelpedWith paths={hub.paths} tags={tags.slice(0, MOST_TAGS)} />
        </>
      )}
    </p>
  )
}

const Follow = slots.follow

interface ProfileProps extends MemberProps {
  isOwn: boolean
  standing?: Standing | undefined
}

/** The head of a member's page. */
export const Profile = ({ hub, now, member, standing, isOwn }: ProfileProps) => (
  <header class="profile h-card">
    <Avatar hub={hub} name={member.name} handle={member.handle} />
    <div>
      <h1 class="p-name" data-long={member.name.length > LONG ? '' : undefined}>
        <bdi>{member.name}</bdi>
      </h1>
      <p class="profile-handle">
        <a class="u-url u-uid" href={hub.paths.person(member.handle)} rel="me">
          @<span class="p-nickname">{member.handle}</span>
        </a>
      </p>
      {member.about && (
        <p class="lede p-note" dir="auto">
          {member.about}
        </p>
      )}
      <Badges hub={hub} now={now} member={member} />
      {standing && <PointsLine hub={hub} standing={standing} />}
      <Links hub={hub} now={now} member={member} />
      <p class="page-tools">
        {isOwn && <a href={hub.paths.ownProfile()}>Edit profile</a>}
        <a href={hub.paths.personFeed(member.handle)}>Feed</a>
      </p>
      {!isOwn && <Follow data-target={`person:${member.handle}`} data-name={member.name} />}
    </div>
  </header>
)

const didIn = (kind: string, { parentId, opens }: Pick<SaidRow, 'parentId' | 'opens'>) => {
  if (opens) return 'Started'
  if (parentId) return 'Replied in'
  return kind === 'question' ? 'Answered' : 'Commented on'
}

const CommentItem = ({ hub, said }: { hub: Hub; said: SaidRow }) => {
  const conversation = conversationById(hub, said.conversation)
  if (!conversation) return null
  const text = excerpt(toText(said.html), EXCERPT_LENGTH)
  return (
    <li>
      <article class="said h-entry">
        <h3 class="said-where">
          {didIn(conversation.kind, said)}{' '}
          <a class="u-url" href={hub.paths.comment(said.id)}>
            {conversation.title}
          </a>
        </h3>
        {text && (
          <p class="p-summary" dir="auto">
            {text}
          </p>
        )}
        <p class="said-when">
          <Day hub={hub} at={said.writtenAt} is="dt-published" />
        </p>
      </article>
    </li>
  )
}

interface SaidProps {
  hub: Hub
  name: string
  /** The last part of the address of their page. */
  handle: string
  cut: CommentPage<SaidRow>
  /** On a page after the first. */
  isLater: boolean
}

const none = (name: string, isLater: boolean) => (
  <p class="empty">
    {isLater ? (
      'There is nothing older.'
    ) : (
      <>
        <bdi>{name}</bdi> has not posted anything yet.
      </>
    )}
  </p>
)

/** A page of a member’s comments and topics, newest first. */
export const ProfileComments = ({
  hub,
  name,
  handle,
  cut: { shown, next },
  isLater,
}: SaidProps) => (
  <section class="said-list" aria-labelledby="said-title">
    <h2 id="said-title">
      Comments and topics by <bdi>{name}</bdi>
    </h2>
    {shown.length === 0 ? (
      none(name, isLater)
    ) : (
      <ol>
        {shown.map((said) => (
          <CommentItem hub={hub} said={said} />
        ))}
      </ol>
    )}
    {(next || isLater) && (
      <nav class="pager" aria-label="Pages of comments and topics">
        {isLater && <a href={`${hub.paths.person(handle)}#said-title`}>Newest</a>}
        {next && (
          <a rel="next" href={hub.paths.said(handle, next)}>
            Older
          </a>
        )}
      </nav>
    )}
  </section>
)
