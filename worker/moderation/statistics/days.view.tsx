import type { Hub } from '../../../site/contract/hub'
import { Bars } from '../../ui/chart'
import { Panel, Table } from '../../ui/panel'
import type { DailyCounts } from './rules'
import { formatDay, countMessage } from './messages'

interface DaysProps {
  hub: Pick<Hub, 'language'>
  title: string
  counted: DailyCounts
  /** What is counted, for a sentence and for the chart. */
  texts: { one: string; many: string; none: string; label: string }
}

/** A chart and a table of the counts of each day, with today so far. */
export const DailyChart = ({ hub, title, counted, texts }: DaysProps) => {
  const { days, week, before, today } = counted
  const says = countMessage(counted, texts, hub)
  if (week + before + today === 0) return <Panel title={title} says={says} />
  const { language } = hub
  const last = days.length - 1
  const bars = days.map(({ day, ...counts }, at) => ({
    ...counts,
    name: at === last ? 'Today' : formatDay(day, 'short', hub),
    isOpen: at === last,
  }))
  const rows = days.map(({ day, count, before: earlier }, at): [string, number, number] => [
    at === last ? 'Today so far' : formatDay(day, 'table', hub),
    count,
    earlier,
  ])
  return (
    <Panel title={title} says={says}>
      <Bars label={texts.label} bars={bars} language={language} />
      <Table
        heads={['Day', title, 'A week before']}
        caption={texts.label}
        rows={rows}
        language={language}
      />
    </Panel>
  )
}
