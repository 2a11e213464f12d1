import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { conversationById } from '../../discussion/conversations/rules'
import { followMessages, targetLabels } from '../../discussion/follows/messages'
import type { OwnFollow } from '../../discussion/follows/queries'
import { isMutable, parseTarget } from '../../discussion/follows/rules'
import { FollowForm } from '../../discussion/follows/view'
import { inboxMessages, newsSentences, rhythmLabels } from '../../discussion/notifications/messages'
import { authorOfNews, pathOfNews, titleOfNews } from '../../discussion/notifications/events.rules'
import type { News } from '../../discussion/notifications/queries'
import { dateFormat } from '../../lib/date-format'
import { excerpt, toText } from '../../markdown/markdown'
import type { NotificationSettings } from '../../accounts/inbox/table'
import { emailRhythms } from '../../../site/contract/vocabulary'
import { AccountSection } from '../../ui/account-section'
import { Field } from '../../ui/field'
import { kindNames } from '../../ui/icon'
import type { SettingsInput } from './form'

/** The longest excerpt of a comment, in characters. */
const SHOWN = 200

/** Notifications of one conversation, the newest first. */
export interface NewsGroup {
  /** `undefined` for a new level. */
  conversation: Conversation | undefined
  news: News[]
  unread: number
}

const When = ({ hub, at }: { hub: Hub; at: Date }) => (
  <time datetime={at.toISOString()}>
    {dateFormat(hub.language, {
      dateStyle: 'medium',
      timeStyle: 'short',
      timeZone: hub.timezone,
    }).format(at)}
  </time>
)

const Row = ({
  hub,
  news,
  conversation,
}: { hub: Hub; news: News } & Pick<NewsGroup, 'conversation'>) => {
  const title = titleOfNews(hub, news, conversation) ?? ''
  return (
    <li class="news-row">
      <p>
        {news.readAt === null && <span class="news-new">{inboxMessages.isNew}</span>}{' '}
        <a href={pathOfNews(hub, news, conversation)} dir="auto">
          {newsSentences[news.event]({
            by: authorOfNews(hub, news, conversation),
            kind: conversation?.kind ?? 'news',
            title,
          })}
        </a>
      </p>
      {news.html && <p dir="auto">{excerpt(toText(news.html), SHOWN)}</p>}
      <p class="soft">
        <When hub={hub} at={news.at} />
      </p>
    </li>
  )
}

interface GroupProps {
  hub: Hub
  group: NewsGroup
  /** It is the only one, and “all” are its notifications. */
  isOnly: boolean
}

const Group = ({ hub, group, isOnly }: GroupProps) => {
  const { conversation, news, unread } = group
  return (
    <section class="news-group">
      <header>
        <h2 dir="auto">{conversation?.title ?? hub.title}</h2>
        {unread > 0 && conversation && !isOnly && (
          <form method="post" action={hub.paths.readNotifications()}>
            <button class="quiet" name="conversation" value={conversation.id}>
              Mark as read<span class="unseen">: {conversation.title}</span>
            </button>
          </form>
        )}
      </header>
      <ul class="own-list">
        {news.map((each) => (
          <Row hub={hub} news={each} conversation={conversation} />
        ))}
      </ul>
    </section>
  )
}

/** The name of something that a member follows; `undefined` if it is not there any more. */
const nameOf = (hub: Hub, target: string, people: ReadonlyMap<string, string>) => {
  const { type, of } = parseTarget(target) ?? { type: 'hub' as const, of: '' }
  if (type === 'conversation') return conversationById(hub, of)?.title ?? followMessages.unreadable
  if (type === 'person') return people.get(of) ?? hub.people[of]?.name ?? of
  if (type === 'space') return hub.spaces.find(({ id }) => id === of)?.name ?? of
  if (type === 'kind') return kindNames[of as keyof typeof kindNames] ?? of
  return type === 'hub' ? targetLabels.hub : `#${of}`
}

interface FollowingProps {
  hub: Hub
  follows: readonly OwnFollow[]
  /** The names of members, by id. */
  people: ReadonlyMap<string, string>
}

const Following = ({ hub, follows, people }: FollowingProps) => (
  <AccountSection id="following" title={inboxMessages.following} about="And what you have muted.">
    {follows.length === 0 && <p>{inboxMessages.followsNothing}</p>}
    <ul class="own-list">
      {follows.map(({ target, isMuted }) => {
        const type = parseTarget(target)?.type ?? 'hub'
        const name = nameOf(hub, target, people)
        return (
          <li class="news-follow">
            <span dir="auto">
              {type !== 'hub' && <span class="soft">{targetLabels[type]} </span>}
              {name}
              {isMuted && <span class="soft"> {followMessages.muted}</span>}
            </span>
            <FollowForm
              paths={hub.paths}
              target={target}
              name={name}
              follow={{ isMuted }}
              isMutable={isMutable(parseTarget(target)!)}
              isInbox
            />
          </li>
        )
      })}
    </ul>
    {!follows.some(({ target }) => target === 'hub') && (
      <>
        <p class="soft">{targetLabels.hub}:</p>
        <FollowForm
          paths={hub.paths}
          target="hub"
          name={targetLabels.hub}
          follow={undefined}
          isInbox
        />
      </>
    )}
  </AccountSection>
)

interface SettingsProps {
  hub: Hub
  settings: Pick<NotificationSettings, 'rhythm' | 'followsOwn' | 'timezone'>
  /** Refused input, and what is wrong with it. */
  input?: SettingsInput | undefined
  fault?: string | undefined
  isUnmailed: boolean
}

const Rhythms = ({ rhythm }: { rhythm: string }) => (
  <fieldset>
    <legend>{inboxMessages.rhythm}</legend>
    {emailRhythms.map((each) => (
      <p class="field-check">
        <label>
          <input type="radio" name="rhythm" value={each} checked={each === rhythm} />{' '}
          {rhythmLabels[each]}
        </label>
      </p>
    ))}
  </fieldset>
)

const FollowsOwn = ({ isOn, isAsked }: { isOn: boolean; isAsked: boolean }) => (
  <>
    {isAsked && <p>{inboxMessages.asked}</p>}
    <p class="field-check">
      <label>
        <input type="checkbox" name="followsOwn" value="on" checked={isOn} />{' '}
        {inboxMessages.followsOwn}
      </label>
    </p>
  </>
)

const SettingsForm = ({ hub, settings, input, fault }: Omit<SettingsProps, 'isUnmailed'>) => (
  <form method="post" action={hub.paths.notificationSettings()}>
    <Rhythms rhythm={input?.rhythm ?? settings.rhythm} />
    <FollowsOwn
      isOn={input ? input.followsOwn !== '' : settings.followsOwn !== false}
      isAsked={settings.followsOwn === null}
    />
    <Field
      id="timezone"
      label={inboxMessages.timezone}
      fault={fault}
      hint={inboxMessages.hubTimezone(hub.timezone)}
      input={{
        name: 'timezone',
        value: input?.timezone ?? settings.timezone ?? '',
        autocomplete: 'off',
        maxlength: 60,
      }}
    />
    <p>
      <button>Save</button>
    </p>
  </form>
)

const Settings = ({ isUnmailed, ...props }: SettingsProps) => (
  <AccountSection id="settings" title={inboxMessages.settings} about={inboxMessages.aboutSettings}>
    {isUnmailed && (
      <p>
        {inboxMessages.emailsOff}{' '}
        <a href={`${props.hub.paths.me()}#letters`}>{inboxMessages.ownPage}</a>.
      </p>
    )}
    <SettingsForm {...props} />
  </AccountSection>
)

interface InboxProps extends FollowingProps, SettingsProps {
  groups: readonly NewsGroup[]
  unread: number
  /** The last notification of this page, if there are older ones. */
  older: string | undefined
}

/** A member's notifications, what they follow, and their choices. */
export const InboxPage = ({ groups, unread, older, ...props }: InboxProps) => {
  const { hub } = props
  return (
    <div class="own inbox">
      <header class="page-head">
        <h1>{inboxMessages.title}</h1>
        {unread > 0 && (
          <form method="post" action={hub.paths.readNotifications()}>
            <button class="quiet">{inboxMessages.allRead}</button>
          </form>
        )}
      </header>
      {groups.length === 0 && <p class="comments-none">{inboxMessages.empty}</p>}
      {groups.map((group) => (
        <Group hub={hub} group={group} isOnly={groups.length === 1} />
      ))}
      {older && (
        <p>
          <a href={hub.paths.notifications({ before: older })}>{inboxMessages.older}</a>
        </p>
      )}
      <Following {...props} />
      <Settings {...props} />
    </div>
  )
}
