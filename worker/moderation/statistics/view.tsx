import type { Hub } from '../../../site/contract/hub'
import { PromiseChart, AnswerTimes } from './answers.view'
import { ShareBar } from '../../ui/chart'
import { DailyChart } from './days.view'
import type { ActiveConversation, WeekFigures } from './rules'
import { chartTexts, formatDay, statisticsMessages } from './messages'
import { formatNumber } from '../../lib/number-format'

interface WeekProps {
  hub: Pick<Hub, 'language' | 'timezone' | 'pulse' | 'paths'>
  /** `undefined` if the database is unavailable. */
  week: WeekFigures | undefined
}

/** The statistics of the last seven days and today: charts, sentences and tables. */
export const WeekSection = ({ hub, week }: WeekProps) => (
  <section class="pulse" aria-labelledby="week">
    <h2 id="week">Week at a glance</h2>
    {week ? (
      <Charts hub={hub} week={week} />
    ) : (
      <p class="empty">{statisticsMessages.unavailable}</p>
    )}
  </section>
)

/** Whether there was no activity in two weeks. */
const isEmpty = ({ held, answered, answering, answeringBefore, active }: WeekFigures) =>
  [held, answered].every(({ week, before, today }) => week + before + today === 0) &&
  [answering, answeringBefore].every(({ inTime, late, open }) => inTime + late + open === 0) &&
  active.length === 0

const Charts = ({ hub, week }: { hub: WeekProps['hub']; week: WeekFigures }) => {
  const { held, answered, answering, answeringBefore, active, from } = week
  if (isEmpty(week)) return <p class="empty">{statisticsMessages.empty}</p>
  return (
    <>
      <p class="soft">
        Since {formatDay(from, 'long', hub)}. The line above the bars is the week before; today’s
        bar is outlined.
      </p>
      <div class="pulse-charts">
        <DailyChart hub={hub} title="Held" counted={held} texts={chartTexts.held} />
        <DailyChart hub={hub} title="Answered" counted={answered} texts={chartTexts.answered} />
        <AnswerTimes hub={hub} now={answering} before={answeringBefore} />
        <PromiseChart hub={hub} now={answering} before={answeringBefore} />
      </div>
      <Conversations hub={hub} active={active} />
    </>
  )
}

/** A table with a bar beside each figure. */
const Conversations = ({
  hub,
  active,
}: {
  hub: WeekProps['hub']
  active: ActiveConversation[]
}) => {
  const most = Math.max(...active.map(({ comments }) => comments))
  return (
    <div class="pulse-piece">
      <h3>Most active conversations</h3>
      {active.length === 0 ? (
        <p>{statisticsMessages['no-comments']}</p>
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
                  <ShareBar part={comments} whole={most} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}
