import type { Hub } from '../../../site/contract/hub'
import { PromiseChart, AnswerTimes } from './answers.view'
import { Part } from '../../ui/chart'
import { DailyChart } from './days.view'
import type { Active, Week } from './rules'
import { dayName } from './messages'
import { formatNumber } from '../../ui/number'

interface PictureProps {
  hub: Pick<Hub, 'language' | 'timezone' | 'pulse' | 'paths'>
  /** `undefined` if the database is unavailable. */
  week: Week | undefined
}

/**
 * The statistics of the last seven days and today: charts, sentences and tables.
 */
export const WeekStatistics = ({ hub, week }: PictureProps) => (
  <section class="pulse" aria-labelledby="week">
    <h2 id="week">Week at a glance</h2>
    {week ? (
      <Charts hub={hub} week={week} />
    ) : (
      <p class="empty">We can’t load the statistics right now.</p>
    )}
  </section>
)

const HELD = {
  one: '1 comment was held',
  many: 'comments were held',
  none: 'No comment was held',
  label: 'Comments held, by day',
}
const ANSWERED = {
  one: '1 question or criticism had its first answer',
  many: 'questions and criticisms had their first answer',
  none: 'No question or criticism had its first answer',
  label: 'First answers, by day',
}

/** Whether there was no activity in two weeks. */
const isEmpty = ({ held, answered, answering, answeringBefore, active }: Week) =>
  [held, answered].every(({ week, before, today }) => week + before + today === 0) &&
  [answering, answeringBefore].every(({ kept, broken, open }) => kept + broken + open === 0) &&
  active.length === 0

const Charts = ({ hub, week }: { hub: PictureProps['hub']; week: Week }) => {
  const { held, answered, answering, answeringBefore, active, from } = week
  if (isEmpty(week)) return <p class="empty">No activity in the last two weeks.</p>
  return (
    <>
      <p class="soft">
        Since {dayName(from, 'long', hub)}. The line above the bars is the week before; today’s bar
        is outlined.
      </p>
      <div class="pulse-charts">
        <DailyChart hub={hub} title="Held" counted={held} words={HELD} />
        <DailyChart hub={hub} title="Answered" counted={answered} words={ANSWERED} />
        <AnswerTimes hub={hub} now={answering} before={answeringBefore} />
        <PromiseChart hub={hub} now={answering} before={answeringBefore} />
      </div>
      <Conversations hub={hub} active={active} />
    </>
  )
}

/** A table with a bar beside each figure. */
const Conversations = ({ hub, active }: { hub: PictureProps['hub']; active: Active[] }) => {
  const most = Math.max(...active.map(({ comments }) => comments))
  return (
    <div class="pulse-piece">
      <h3>Most active conversations</h3>
      {active.length === 0 ? (
        <p>No comments this week.</p>
      ) : (
        <table class="pulse-active">
          <thead>
            <tr>
              <th scope="col">Conversation</th>
              <th scope="col">Comments published</th>
            </tr>
          </thead>
          <tbody>
            {active.map(({ conversation, comments }) => (
              <tr>
                <th scope="row">
                  <a href={hub.paths.conversation(conversation)} dir="auto">
                    {conversation.title}
                  </a>
                </th>
                <td>
                  {formatNumber(comments, hub)}
                  <Part part={comments} whole={most} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}
