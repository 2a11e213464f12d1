import type { Child } from 'hono/jsx'
import type { Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import { Byline } from '../../discussion/comments/byline.view'
import { Desk } from '../../ui/desk-page'
import { When } from '../../ui/time'
import { Safe } from '../../markdown/markdown'
import { HOST_RULES } from './house-rules.queries'
import type { DelayedReply } from './queries'
import type { ToneFinding } from './tone-check.rules'
import { remarkForm } from './form'
import { isDelayOver, type ReleaseObstacle } from './rules'
import { toneMessages, obstacleMessages } from './messages'

export interface DelayedReplyProps {
  hub: Hub
  now: Date
  /** The id of the host who looks. */
  by: string
  about: DelayedReply
  findings: ToneFinding[]
  /** The house rules for hosts, if the hub has such a page. */
  rules: string | undefined
  /** Why nobody can let it go, or why this try was refused. */
  refused?: ReleaseObstacle | undefined
  /** What was typed as a remark, and what is wrong with it. */
  remark?: { body: string; fault: string } | undefined
}

const TimeOf = (hub: Hub, at: Date) => <When hub={hub} at={at} />

const Parent = ({ hub, about: { parent } }: Pick<DelayedReplyProps, 'hub' | 'about'>) => (
  <section class="resting-part" aria-labelledby="answered-title">
    <h2 id="answered-title">What it answers</h2>
    {parent && parent.state !== 'removed' ? (
      <blockquote class="comment-quoted" cite={hub.paths.comment(parent.id)}>
        <Byline hub={hub} comment={parent} />
        <div class="e-content" dir="auto">
          <Safe html={parent.html} />
        </div>
      </blockquote>
    ) : (
      <p class="empty">This comment was removed.</p>
    )}
  </section>
)

const Reply = ({ hub, by, about: { reply } }: DelayedReplyProps) => (
  <section class="resting-part" aria-labelledby="reply-title">
    <h2 id="reply-title">{reply.memberId === by ? 'Your reply' : 'The reply'}</h2>
    <article class="resting-reply">
      <p class="comment-byline">
        <bdi class="p-name">{reply.name}</bdi>{' '}
        <span class="soft">wrote this {TimeOf(hub, reply.revisedAt ?? reply.writtenAt)}</span>
      </p>
      <div class="e-content" dir="auto">
        <Safe html={reply.html} />
      </div>
    </article>
  </section>
)

const MatchedWords = ({ words }: { words: string[] }) => (
  <p class="reread-words">
    {words.map((each, at) => (
      <>
        {at > 0 && ' '}
        <mark dir="auto">{each}</mark>
      </>
    ))}
  </p>
)

const ToneNotes = ({ findings }: Pick<DelayedReplyProps, 'findings'>) => (
  <section class="resting-part" aria-labelledby="reread-title">
    <h2 id="reread-title">Read it again</h2>
    {findings.length > 0 ? (
      <>
        <p class="soft">
          These words stood out. It may well be right as it is: nothing here keeps you from sending.
        </p>
        <ul class="reread">
          {findings.map(({ reason, words }) => (
            <li>
              <h3>{toneMessages[reason].title}</h3>
              <p>{toneMessages[reason].says}</p>
              {words.length > 0 && <MatchedWords words={words} />}
            </li>
          ))}
        </ul>
      </>
    ) : (
      <p>Nothing stands out. Read it once more as the person who gets it.</p>
    )}
  </section>
)

const Rules = ({ paths, rules }: { paths: Paths } & Pick<DelayedReplyProps, 'rules'>) => (
  <section class="resting-rules" aria-labelledby="rules-title">
    <h2 id="rules-title">How we answer</h2>
    {rules ? (
      <>
        <div class="prose">
          <Safe html={rules} />
        </div>
        <p class="soft">
          From <a href={paths.page(HOST_RULES)}>the house rules for hosts</a>, which everybody can
          read.
        </p>
      </>
    ) : (
      <p class="empty">
        This hub has no house rules for hosts yet. Write them in{' '}
        <code>content/pages/{HOST_RULES}.mdx</code>, and they are quoted here.
      </p>
    )}
  </section>
)

const Remarks = ({ hub, about, by, remark }: DelayedReplyProps) => (
  <section class="resting-part" aria-labelledby="remarks-title">
    <h2 id="remarks-title">Remarks</h2>
    {about.remarks.length > 0 ? (
      <ul class="remarks">
        {about.remarks.map((each) => (
          <li>
            <p class="soft">
              {each.name ? <bdi>{each.name}</bdi> : 'A former member'}, {TimeOf(hub, each.at)}
            </p>
            <p class="remark" dir="auto">
              {each.body}
            </p>
          </li>
        ))}
      </ul>
    ) : (
      <p class="empty">
        {about.reply.memberId === by
          ? 'No other host has said anything about it yet.'
          : 'Only hosts read what stands here.'}
      </p>
    )}
    <form class="sheet" method="post" action={hub.paths.remarks(about.reply.id)}>
      <p class="field">
        <label for="remark-body">
          {about.reply.memberId === by ? 'Say something about it' : 'Leave a remark'}
        </label>
        <textarea
          id="remark-body"
          {...remarkForm.attributes('body')}
          rows={3}
          autofocus={remark !== undefined}
          {...(remark && {
            'aria-invalid': 'true' as const,
            'aria-describedby': 'remark-body-fault',
          })}
        >
          {`\n${remark?.body ?? ''}`}
        </textarea>
        {remark && (
          <span class="fault" id="remark-body-fault">
            {remark.fault}
          </span>
        )}
      </p>
      <p>
        <button class="quiet">Leave it</button>
      </p>
    </form>
  </section>
)

const Send = ({ paths, id, label }: { paths: Paths; id: string; label: string }) => (
  <form method="post" action={paths.release(id)}>
    <button>{label}</button>
  </form>
)

const Discard = ({ paths, id }: { paths: Paths; id: string }) => (
  <details class="desk-act">
    <summary>Throw it away</summary>
    <form method="post" action={paths.withdrawal(id)}>
      <p class="soft">Nobody but hosts has seen it. It is gone for good.</p>
      <p>
        <button>Throw it away</button>
      </p>
    </form>
  </details>
)

/** What can be done, and what stands in the way of it. */
const Actions = ({ hub, now, by, about: { reply }, refused }: DelayedReplyProps) => {
  const isOwn = reply.memberId === by
  const isFree = refused === undefined || refused === 'too-early' || refused === 'changed'
  const isTime = isDelayOver(reply, now)
  return (
    <div class="resting-ways">
      {isFree && isOwn && isTime && <Send paths={hub.paths} id={reply.id} label="Send it" />}
      {isFree && !isOwn && (
        <Send paths={hub.paths} id={reply.id} label="I have read it: let it go" />
      )}
      {isOwn && (
        <p>
          <a class="button button-quiet" href={hub.paths.revision(reply.id)}>
            Change it
          </a>
        </p>
      )}
      {isFree && isOwn && !isTime && (
        <p>
          <a class="button button-quiet" href={hub.paths.resting(reply.id)}>
            Look again
          </a>
        </p>
      )}
      {isOwn && <Discard paths={hub.paths} id={reply.id} />}
      {!isOwn && (
        <p class="soft">
          If you let it go, it appears at once, and hosts can see that it was read by you. You could
          leave a remark instead.
        </p>
      )}
      {isOwn && isTime && isFree && (
        <p class="soft">It has rested since {TimeOf(hub, reply.writtenAt)}.</p>
      )}
    </div>
  )
}

const isBlocked = (
  refused: ReleaseObstacle | undefined,
): refused is Exclude<ReleaseObstacle, 'too-early'> =>
  refused !== undefined && refused !== 'too-early'

const Introduction = ({ hub, now, by, about: { reply }, refused }: DelayedReplyProps): Child => {
  if (isBlocked(refused)) return null
  if (isDelayOver(reply, now))
    return <p>It has rested. Nobody but hosts can see it until it is sent.</p>
  const until = TimeOf(hub, reply.restsUntil!)
  return reply.memberId === by ? (
    <p>
      Nobody but hosts can see it yet. You can send it from {until} on; another host who has read it
      can let it go at once.
    </p>
  ) : (
    <p>Nobody but hosts can see it yet. Its author can send it from {until} on.</p>
  )
}

const obstacleSentence = ({ hub, about: { reply }, refused }: DelayedReplyProps): Child => {
  if (refused !== 'too-early') return refused && obstacleMessages[refused]
  return (
    <>
      It rests until {TimeOf(hub, reply.restsUntil!)}. You can send it then; until then, read it
      again.
    </>
  )
}

/** A host's reply that rests, beside what it answers, with what there is to read again. */
export const DelayedReplyPage = (props: DelayedReplyProps) => {
  const { by, about, hub } = props
  const { reply } = about
  const fault = obstacleSentence(props)
  return (
    <Desk paths={hub.paths} here="Desk">
      <header class="page-head">
        <h1>
          {reply.memberId === by ? (
            'Your reply rests'
          ) : (
            <>
              A reply by <bdi>{reply.name}</bdi> rests
            </>
          )}
        </h1>
        <Introduction {...props} />
      </header>
      {fault && (
        <p class="fault" role="alert" tabindex={-1} autofocus>
          {fault}
        </p>
      )}
      <div class="resting-pair">
        <Parent hub={hub} about={about} />
        <Reply {...props} />
      </div>
      <Actions {...props} />
      <ToneNotes {...props} />
      <Remarks {...props} />
      <Rules paths={hub.paths} {...props} />
    </Desk>
  )
}
