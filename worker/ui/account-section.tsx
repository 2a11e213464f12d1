import type { Child } from 'hono/jsx'
import type { Hub } from '../../site/contract/hub'
import type { Paths } from '../../site/contract/paths'
import type { Level } from '../../site/contract/permissions'
import { Avatar } from './avatar'
import type { SignedIn } from '../accounts/sign-in/queries'

interface AccountSection {
  /** Names the part, for links to it. */
  id: string
  title: string
  /** What it is good for, in a line. */
  about: Child
  children: Child
}

/** One part of somebody's own page: what it is, and beside it what can be done. */
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
  /** What they may do here follows from it. */
  level: Level
  /** The next above it, if there is one that they can reach. */
  next?: Level | undefined
}

/** The level or the role somebody has, and what would be next. */
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

/** Who somebody is here, with the way to change it. */
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
        <a href={hub.paths.ownProfile()}>Change your profile</a>
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
    about="What the hub holds of you is yours, in files that any program can read."
  >
    <form method="post" action={paths.ownData()}>
      <button class="quiet">Download all of it</button>
    </form>
    <p class="soft">
      A zip of JSON files: your profile, ways in, comments, reactions and all that is noted about
      you.
    </p>
  </AccountSection>
)

const Leaving = ({ paths }: { paths: Paths }) => (
  <AccountSection
    id="leaving"
    title="Leaving"
    about="You can go at any time, and take everything with you."
  >
    <p>
      <a href={paths.leaving()}>How to leave, and what becomes of what you wrote</a>
    </p>
  </AccountSection>
)

interface AccountPage {
  hub: Hub
  member: SignedIn
  standing: LevelStatus
  /** The parts that other rooms draw, in their order. */
  children: Child
}

/** Somebody's own page. */
export const AccountPage = ({ hub, member, standing, children }: AccountPage) => (
  <div class="own">
    <AccountHead hub={hub} member={member} standing={standing} />
    {children}
    <Data paths={hub.paths} />
    <Leaving paths={hub.paths} />
  </div>
)
