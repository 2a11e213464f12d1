import type { Hub } from '../../../site/contract/hub'
import { PromiseChart, AnswerTimes } from './answers.view'
import { Part } from '../../ui/chart'
import { DailyChart } from './days.view'
import type { Active, Week } from './rules'
import { dayName } from './messages'
import { formatNumber } from '../../ui/number'

interface PictureProps {
  hub: Pick<Hub, 'language' | 'timezone' | 'pulse' | 'paths'>
  /** Nothing, while the database does not tell. */
  week: Week | undefined
}

/** How the last seven days went and today goes, for hosts: as charts, in sentences and as tables. */
export const WeekStatistics = ({ hub, week }: PictureProps) => (
  <section class="pulse" aria-labelledby="week">
    <h2 id="week">Picture of the week</h2>
    {week ? (
      <Charts hub={hub} week={week} />
    ) : (
      <p class="empty">
        The picture is resting: the hub can not reach what it is drawn from just now.
      </p>
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
  one: '1 comment that asks or criticises had its first answer',
  many: 'comments that ask or criticise had their first answer',
  none: 'No comment that asks or criticises had its first answer',
  label: 'First answers, by day',
}

/** Whether in two weeks nothing at all was said, held or asked. */
const isEmpty = ({ held, answered, answering, answeringBefore, active }: Week) =>
  [held, answered].every(({ week, before, today }) => week + before + today === 0) &&
  [answering, answeringBefore].every(({ kept, broken, open }) => kept + broken + open === 0) &&
  active.length === 0

const Charts = ({ hub, week }: { hub: PictureProps['hub']; week: Week }) => {
  const { held, answered, answering, answeringBefore, active, from } = week
  if (isEmpty(week))
    return (
      <p class="empty">
        There is nothing to draw yet: in these two weeks nobody has said or asked anything.
      </p>
    )
  return (
    <>
      <p class="soft">
        Since {dayName(from, 'long', hub)}. A line over the bars is the week before; today’s bar is
        outlined.
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

/** A table already: each bar stands beside its figure. */
const Conversations = ({ hub, active }: { hub: PictureProps['hub']; active: Active[] }) => {
  const most = Math.max(...active.map(({ comments }) => comments))
  return (
    <div class="pulse-piece">
      <h3>Most active conversations</h3>
      {active.length === 0 ? (
        <p>Nobody has said anything this week.</p>
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
