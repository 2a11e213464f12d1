import type { Hub } from '../../../site/contract/hub'
import { Bars } from '../../ui/chart'
import { Panel, Table } from '../../ui/panel'
import type { DailyCounts } from './rules'
import { formatDay, countMessage } from './messages'

interface DaysProps {
  hub: Pick<Hub, 'language'>
  title: string
  counted: DailyCounts
  /** Its names in a sentence, and on the chart. */
  words: { one: string; many: string; none: string; label: string }
}

/** The counts of each day, with today so far. */
export const DailyChart = ({ hub, title, counted, words }: DaysProps) => {
  const { days, week, before, today } = counted
  const says = countMessage(counted, words, hub)
  if (week + before + today === 0) return <Panel title={title} says={says} />
  const { language } = hub
  const last = days.length - 1
  const bars = days.map(({ day, ...counts }, at) => ({
    ...counts,
    name: at === last ? 'Today' : formatDay(day, 'short', hub),
    isOpen: at === last,
  }))
  const rows = days.map(({ day, count, before: then }, at): [string, number, number] => [
    at === last ? 'Today so far' : formatDay(day, 'table', hub),
    count,
    then,
  ])
  return (
    <Panel title={title} says={says}>
      <Bars label={words.label} bars={bars} language={language} />
      <Table
        heads={['Day', title, 'A week before']}
        caption={words.label}
        rows={rows}
        language={language}
      />
    </Panel>
  )
}
