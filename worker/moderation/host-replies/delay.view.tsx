import type { Child } from 'hono/jsx'
import type { Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import { Byline } from '../../discussion/comments/byline.view'
import { DeskPage } from '../../ui/desk-page'
import { When } from '../../ui/time'
import { Safe } from '../../markdown/markdown'
import type { DelayedReply } from './queries'
import type { ToneFinding } from './tone-check.rules'
import { remarkForm } from './form'
import { HOST_RULES, isDelayOver, type ReleaseObstacle } from './rules'
import { toneMessages, obstacleMessages } from './messages'

export interface DelayedReplyProps {
  hub: Hub
  now: Date
  /** The id of the signed-in host. */
  by: string
  about: DelayedReply
  findings: ToneFinding[]
  /** The house rules for hosts as HTML, if the hub has such a page. */
  rules: string | undefined
  /** Why it cannot be sent now, or why an attempt was refused. */
  refused?: ReleaseObstacle | undefined
  /** A refused remark. */
  remark?: { body: string; fault: string } | undefined
}

const timeAt = (hub: Hub, at: Date) => <When hub={hub} at={at} />

const Parent = ({ hub, about: { parent } }: Pick<DelayedReplyProps, 'hub' | 'about'>) => (
  <section class="resting-part" aria-labelledby="answered-title">
    <h2 id="answered-title">In reply to</h2>
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
        <span class="soft">wrote this {timeAt(hub, reply.revisedAt ?? reply.writtenAt)}</span>
      </p>
      <div class="e-content" dir="auto">
        <Safe html={reply.html} />
      </div>
    </article>
  </section>
)

const MatchedWords = ({ words }: { words: string[] }) => (
  <p class="reread-words">
    {words.map((word, at) => (
      <>
        {at > 0 && ' '}
        <mark dir="auto">{word}</mark>
      </>
    ))}
  </p>
)

const ToneNotes = ({ findings }: Pick<DelayedReplyProps, 'findings'>) => (
  <section class="resting-part" aria-labelledby="reread-title">
    <h2 id="reread-title">Tone check</h2>
    {findings.length > 0 ? (
      <>
        <p class="soft">
          These words stood out. Your reply may be right as it is; you can send it anyway.
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
      <p>Nothing stands out. Read it once more from the recipient’s point of view.</p>
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
          From <a href={paths.page(HOST_RULES)}>the house rules for hosts</a>, a public page.
        </p>
      </>
    ) : (
      <p class="empty">
        This hub has no house rules for hosts yet. Add them in{' '}
        <code>content/pages/{HOST_RULES}.mdx</code> to see them here.
      </p>
    )}
  </section>
)

const RemarkList = ({ hub, about, by }: Pick<DelayedReplyProps, 'hub' | 'about' | 'by'>) =>
  about.remarks.length > 0 ? (
    <ul class="remarks">
      {about.remarks.map((each) => (
        <li>
          <p class="soft">
            {each.name ? <bdi>{each.name}</bdi> : 'A former member'}, {timeAt(hub, each.at)}
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
        ? 'No remarks by other hosts yet.'
        : 'Only hosts can read remarks.'}
    </p>
  )

const RemarkField = ({ remark }: Pick<DelayedReplyProps, 'remark'>) => {
  const faultAttributes = remark && {
    'aria-invalid': 'true' as const,
    'aria-describedby': 'remark-body-fault',
  }
  return (
    <p class="field">
      <label for="remark-body">Add a remark</label>
      <textarea
        id="remark-body"
        {...remarkForm.attributes('body')}
        rows={3}
        autofocus={remark !== undefined}
        {...faultAttributes}
      >
        {`\n${remark?.body ?? ''}`}
      </textarea>
      {remark && (
        <span class="fault" id="remark-body-fault">
          {remark.fault}
        </span>
      )}
    </p>
  )
}

const Remarks = ({ hub, about, by, remark }: DelayedReplyProps) => (
  <section class="resting-part" aria-labelledby="remarks-title">
    <h2 id="remarks-title">Remarks</h2>
    <RemarkList hub={hub} about={about} by={by} />
    <form class="sheet" method="post" action={hub.paths.remarks(about.reply.id)}>
      <RemarkField remark={remark} />
      <p>
        <button class="quiet">Add remark</button>
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
    <summary>Discard</summary>
    <form method="post" action={paths.withdrawal(id)}>
      <p class="soft">Only hosts have seen it. It is deleted permanently.</p>
      <p>
        <button>Delete permanently</button>
      </p>
    </form>
  </details>
)

/** The actions that the viewer can take now. */
const Actions = ({ hub, now, by, about: { reply }, refused }: DelayedReplyProps) => {
  const isOwn = reply.memberId === by
  const canSend = refused === undefined || refused === 'too-early' || refused === 'changed'
  const isOver = isDelayOver(reply, now)
  return (
    <div class="resting-ways">
      {canSend && isOwn && isOver && <Send paths={hub.paths} id={reply.id} label="Send reply" />}
      {canSend && !isOwn && <Send paths={hub.paths} id={reply.id} label="Approve and send" />}
      {isOwn && (
        <p>
          <a class="button button-quiet" href={hub.paths.revision(reply.id)}>
            Edit reply
          </a>
        </p>
      )}
      {canSend && isOwn && !isOver && (
        <p>
          <a class="button button-quiet" href={hub.paths.resting(reply.id)}>
            Refresh
          </a>
        </p>
      )}
      {isOwn && <Discard paths={hub.paths} id={reply.id} />}
      {!isOwn && (
        <p class="soft">
          If you approve it, it is published at once, and the audit log names you. You can add a
          remark instead.
        </p>
      )}
      {isOwn && isOver && canSend && (
        <p class="soft">Delayed since {timeAt(hub, reply.writtenAt)}.</p>
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
    return <p>The delay is over. Only hosts can see it until it is sent.</p>
  const until = timeAt(hub, reply.restsUntil!)
  return reply.memberId === by ? (
    <p>
      Only hosts can see it yet. You can send it from {until} on; another host can approve it at
      once.
    </p>
  ) : (
    <p>Only hosts can see it yet. The author can send it from {until} on.</p>
  )
}

const obstacleSentence = ({ hub, about: { reply }, refused }: DelayedReplyProps): Child => {
  if (refused !== 'too-early') return refused && obstacleMessages[refused]
  return <>It is delayed until {timeAt(hub, reply.restsUntil!)}. You can send it then.</>
}

/**
 * A host's delayed reply beside the comment that it answers, with the results of the tone check.
 */
export const DelayedReplyPage = (props: DelayedReplyProps) => {
  const { by, about, hub } = props
  const { reply } = about
  const obstacle = obstacleSentence(props)
  return (
    <DeskPage paths={hub.paths} here="Desk">
      <header class="page-head">
        <h1>
          {reply.memberId === by ? (
            'Your reply is waiting to be sent'
          ) : (
            <>
              A reply by <bdi>{reply.name}</bdi> is waiting to be sent
            </>
          )}
        </h1>
        <Introduction {...props} />
      </header>
      {obstacle && (
        <p class="fault" role="alert" tabindex={-1} autofocus>
          {obstacle}
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
    </DeskPage>
  )
}
