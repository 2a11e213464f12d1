import type { Child } from 'hono/jsx'
import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { isSilenced } from '../../accounts/members/silence.rules'
import { SilenceNotice } from '../../accounts/members/silence.view'
import type { Grant } from '../../accounts/members/table'
import type { OwnSession, SignedIn } from '../../accounts/sign-in/queries'
import type { OwnMessage } from '../../discussion/author-messages/queries'
import type { Comment } from '../../discussion/comments/table'
import { OwnPoints } from '../../discussion/contributors/own-rank.view'
import type { Standing } from '../../discussion/contributors/queries'
import type { Mention } from '../../discussion/mentions/queries'
import { AccountSection } from '../../ui/account-section'
import { GuestComments } from './claim.view'
import { EmailSetting } from './email-setting.view'
import { GrantedLevels } from './granted-levels.view'
import { Mentions } from './mentions.view'
import { sections } from './messages'
import { Messages } from './messages.view'
import { Sessions } from './sessions.view'
import { UnconfirmedComments } from './unconfirmed-comments.view'

interface Sample {
  /** The number of comments. */
  all: number
  /** The first few of them. */
  first: Comment[]
}

/** What the account page shows besides the sign-in methods. */
export interface AccountData {
  messages: OwnMessage[]
  mentions: Mention[]
  grants: Pick<Grant, 'kind' | 'level' | 'reason' | 'grantedAt'>[]
  sessions: OwnSession[]
  claimable: Sample
  unconfirmed: Sample
  standing: Standing | undefined
}

interface AccountProps extends AccountData {
  /** The hub as the member sees it. */
  hub: Hub
  member: SignedIn
  now: Date
  /** The rendered section with the member’s sign-in methods. */
  methods: Child
  /** The idea with this id, even if the member may not read it. */
  ideaOf: (id: string) => Conversation | undefined
  mayReadIdea: (id: string) => boolean
  /** The page with the emails that the member stopped, if the hub can make links to it. */
  stopPage: string | undefined
}

/** The sections of the account page; a section without content is left out. */
export const AccountSections = ({ hub, member, now, ...props }: AccountProps) => {
  const { messages, mentions, grants, unconfirmed, claimable, ideaOf, mayReadIdea } = props
  return (
    <>
      {isSilenced(member, now) && (
        <AccountSection {...sections.silence}>
          <SilenceNotice hub={hub} member={member} />
        </AccountSection>
      )}
      {messages.length > 0 && <Messages {...{ hub, messages, ideaOf, mayReadIdea }} />}
      {mentions.length > 0 && <Mentions hub={hub} mentions={mentions} />}
      {unconfirmed.all > 0 && <UnconfirmedComments hub={hub} {...unconfirmed} asOf={now} />}
      {claimable.all > 0 && <GuestComments hub={hub} {...claimable} />}
      {!member.role && <OwnPoints hub={hub} standing={props.standing} isOut={member.isUnranked} />}
      {grants.length > 0 && <GrantedLevels hub={hub} grants={grants} />}
      {props.methods}
      <EmailSetting paths={hub.paths} member={member} stopPage={props.stopPage} />
      <Sessions hub={hub} sessions={props.sessions} here={member.sessionId} />
    </>
  )
}
