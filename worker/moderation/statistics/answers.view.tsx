import type { Hub } from '../../../site/contract/hub'
import { Bars, ShareBar } from '../../ui/chart'
import { Panel, Table } from '../../ui/panel'
import { type Answering, medianOf, WAIT_LIMITS_HOURS, countByWait } from './rules'
import { formatDuration, promiseMessage, answerTimeMessage, percentage } from './messages'

interface AnswerProps {
  hub: Pick<Hub, 'language' | 'pulse'>
  now: Answering
  before: Answering
}

const stepName = (at: number) => {
  const most = WAIT_LIMITS_HOURS[at]!
  return most === Infinity ? 'longer' : `to ${formatDuration(most * 60 * 60 * 1000)}`
}

/** The times to the first answer, with their median. */
export const AnswerTimes = ({ hub, now, before }: AnswerProps) => {
  const title = 'Time to a first answer'
  const says = answerTimeMessage(now, before, hub)
  const median = medianOf(now.waits)
  if (now.waits.length + before.waits.length === 0) return <Panel title={title} says={says} />
  const { language } = hub
  const [counts, earlier] = [countByWait(now.waits), countByWait(before.waits)]
  const bars = counts.map((count, at) => ({ name: stepName(at), count, before: earlier[at]! }))
  const label = 'First answers, by how long they took'
  return (
    <Panel
      title={title}
      figure={median === undefined ? undefined : formatDuration(median)}
      says={says}
    >
      <Bars label={label} bars={bars} language={language} />
      <Table
        heads={['Took', 'This week', 'The week before']}
        caption={label}
        rows={bars.map(({ name, count, before: earlier }) => [name, count, earlier])}
        language={language}
      />
    </Panel>
  )
}

/** The share of due answers that were in time, as a percentage with a bar. */
const Share = ({ name, inTime, due }: { name: string; inTime: number; due: number }) => (
  <div>
    <dt>{name}</dt>
    <dd>
      {percentage(inTime, due)}
      <ShareBar part={inTime} whole={due} />
    </dd>
  </div>
)

/** The percentage of answers in time, with that of the week before. */
export const PromiseChart = ({ hub, now, before }: AnswerProps) => {
  const title = 'Answered in time'
  const says = promiseMessage(now, before, hub)
  const [due, dueBefore] = [now.inTime + now.late, before.inTime + before.late]
  if (due + now.open + dueBefore === 0) return <Panel title={title} says={says} />
  return (
    <Panel title={title} figure={due === 0 ? undefined : percentage(now.inTime, due)} says={says}>
      {due + dueBefore > 0 && (
        <dl class="pulse-shares">
          {due > 0 && <Share name="This week" inTime={now.inTime} due={due} />}
          {dueBefore > 0 && <Share name="The week before" inTime={before.inTime} due={dueBefore} />}
        </dl>
      )}
      <Table
        heads={['Questions and criticism', 'This week', 'The week before']}
        caption="Answers in time"
        rows={[
          ['Answered in time', now.inTime, before.inTime],
          ['Answered late, or overdue', now.late, before.late],
          ['Not due yet', now.open, before.open],
        ]}
        language={hub.language}
      />
    </Panel>
  )
}
