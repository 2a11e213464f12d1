import type { Child } from 'hono/jsx'
import type { Hub } from '../../site/contract/hub'
import type { Paths } from '../../site/contract/paths'
import type { Level } from '../../site/contract/permissions'
import { Avatar } from './avatar'
import type { SignedIn } from '../accounts/sign-in/queries'

interface AccountSection {
  /** Its anchor. */
  id: string
  title: string
  /** What it is for, in one line. */
  about: Child
  children: Child
}

/** A section of a member's own page: its title, and beside it the actions. */
export const AccountSection = ({ id, title, about, children }: AccountSection) => (
  <section class="own-part" id={id} aria-labelledby={`${id}-title`}>
    <header>
      <h2 id={`${id}-title`}>{title}</h2>
      <p class="soft">{about}</p>
    </header>
    <div>{children}</div>
  </section>
)

const roles = { owner: 'Owner', host: 'Host' } as const

interface LevelStatus {
  level: Level
  /** The next level, if the member can reach one. */
  next?: Level | undefined
}

/** The member's role, or their level and the next one. */
const LevelLink = ({
  paths,
  role,
  level,
  next,
}: { paths: Paths } & LevelStatus & Pick<SignedIn, 'role'>) => (
  <>
    <a href={paths.levels()}>{role ? roles[role] : level.name}</a>
    {!role && next && <>, next {next.name}</>}
  </>
)

/** The member's name, level and links. */
const AccountHead = ({ hub, member, standing }: Omit<AccountPage, 'children'>) => (
  <header class="own-head">
    <Avatar hub={hub} name={member.name} handle={member.person ?? member.handle} />
    <div>
      <h1 data-long={member.name.length > 24 ? '' : undefined}>
        <bdi>{member.name}</bdi>
      </h1>
      <p class="soft">
        @{member.handle} · <LevelLink paths={hub.paths} role={member.role} {...standing} />
      </p>
      <p class="page-tools">
        <a href={hub.paths.person(member.handle)}>Your public page</a>
        <a href={hub.paths.ownProfile()}>Edit profile</a>
        {member.role && <a href={hub.paths.desk()}>The desk</a>}
      </p>
    </div>
    <form method="post" action={hub.paths.signOut()}>
      <button class="quiet">Sign out</button>
    </form>
  </header>
)

const Data = ({ paths }: { paths: Paths }) => (
  <AccountSection
    id="data"
    title="Your data"
    about="Everything that the hub stores about you, in files that any program can read."
  >
    <form method="post" action={paths.ownData()}>
      <button class="quiet">Download my data</button>
    </form>
    <p class="soft">
      A zip of JSON files: your profile, sign-in methods, comments, reactions and everything else
      about you.
    </p>
  </AccountSection>
)

const Deletion = ({ paths }: { paths: Paths }) => (
  <AccountSection
    id="leaving"
    title="Delete account"
    about="You can leave at any time, and take your data with you."
  >
    <p>
      <a href={paths.leaving()}>Delete your account, and choose what happens to your comments</a>
    </p>
  </AccountSection>
)

interface AccountPage {
  hub: Hub
  member: SignedIn
  standing: LevelStatus
  /** The sections of other rooms, in order. */
  children: Child
}

/** A member's own page. */
export const AccountPage = ({ hub, member, standing, children }: AccountPage) => (
  <div class="own">
    <AccountHead hub={hub} member={member} standing={standing} />
    {children}
    <Data paths={hub.paths} />
    <Deletion paths={hub.paths} />
  </div>
)
