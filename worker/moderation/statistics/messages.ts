import type { Hub, PulseRules } from '../../../site/contract/hub'
import { formatNumber } from '../../lib/number-format'
import { dateFormat } from '../../lib/date-format'
import { type Answering, type DailyCounts, medianOf } from './rules'

const MINUTE = 60 * 1000

/**
 * A duration in its two largest units.
 *
 * @example formatDuration(7_800_000) // => '2 h 10 min'
 */
export const formatDuration = (milliseconds: number): string => {
  const minutes = Math.round(milliseconds / MINUTE)
  if (minutes < 1) return 'less than a minute'
  if (minutes < 24 * 60) return parts([Math.floor(minutes / 60), 'h'], [minutes % 60, 'min'])
  const hours = Math.round(minutes / 60)
  const days = Math.floor(hours / 24)
  return parts([days, days === 1 ? 'day' : 'days'], [hours % 24, 'h'])
}

const parts = (...units: [number, string][]) =>
  units
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ')

/** `formatPromise({ workingDays: 1 }) // => 'within 1 working day'` */
export const formatPromise = (promise: PulseRules['answer']): string => {
  if ('milliseconds' in promise)
    return `within ${formatDuration(promise.milliseconds)} of desk hours`
  const { workingDays } = promise
  if (workingDays === 0) return 'before the desk closed next'
  return `within ${workingDays} working ${workingDays === 1 ? 'day' : 'days'}`
}

type Language = Pick<Hub, 'language'>

/** `percentage(3, 4) // => '75 %'`; 100 % only if it is all of them. */
export const percentage = (part: number, whole: number): string =>
  `${part === whole ? 100 : Math.min(99, Math.round((part / whole) * 100))} %`

const days = {
  short: { weekday: 'short' },
  date: { day: 'numeric', month: 'short' },
  table: { weekday: 'short', day: 'numeric', month: 'short' },
  long: { weekday: 'long', day: 'numeric', month: 'long' },
} satisfies Record<string, Intl.DateTimeFormatOptions>

/** A day of the calendar: `formatDay('2026-11-22', 'short', { language: 'en-GB' }) // => 'Sun'` */
export const formatDay = (day: string, style: keyof typeof days, { language }: Language): string =>
  dateFormat(language, { ...days[style], timeZone: 'UTC' }).format(Date.parse(day))

const comparison = ({ week, before }: DailyCounts, hub: Language) => {
  if (week + before === 0) return 'and none in the week before'
  if (week === before) return 'as many as in the week before'
  if (before === 0) return 'none in the week before'
  const difference = formatNumber(Math.abs(week - before), hub)
  return `${difference} ${week > before ? 'more' : 'fewer'} than in the week before`
}

/** The counts, in a sentence. */
export const countMessage = (
  counted: DailyCounts,
  { one, many, none }: { one: string; many: string; none: string },
  hub: Language,
): string => {
  const { week, before, today } = counted
  if (week + before + today === 0) return `${none} in these two weeks.`
  const all = week === 0 ? none : week === 1 ? one : `${formatNumber(week, hub)} ${many}`
  const soFar = today === 0 ? '' : `; ${formatNumber(today, hub)} so far today`
  return `${all} in the seven days before today, ${comparison(counted, hub)}${soFar}.`
}

export const chartTexts = {
  held: {
    one: '1 comment was held',
    many: 'comments were held',
    none: 'No comment was held',
    label: 'Comments held, by day',
  },
  answered: {
    one: '1 question or criticism had its first answer',
    many: 'questions and criticisms had their first answer',
    none: 'No question or criticism had its first answer',
    label: 'First answers, by day',
  },
} as const

export const statisticsMessages = {
  unavailable: 'We can’t load the statistics right now.',
  empty: 'No activity in the last two weeks.',
  'no-comments': 'No comments this week.',
} as const

const NOTHING_ASKED = 'No questions or criticism this week.'

const countAsked = ({ inTime, late, open }: Answering) => inTime + late + open

/** The times to the first answer, in a sentence or two. */
export const answerTimeMessage = (now: Answering, before: Answering, hub: Language): string => {
  const { waits } = now
  const [median, medianBefore] = [medianOf(waits), medianOf(before.waits)]
  const earlier =
    medianBefore === undefined ? '' : ` In the week before it was ${formatDuration(medianBefore)}.`
  if (countAsked(now) === 0) return `${NOTHING_ASKED}${earlier}`
  if (median === undefined) return `No question of this week has an answer yet.${earlier}`
  const subject =
    waits.length === 1
      ? 'The one first answer to a question of this week came after'
      : `Half of the ${formatNumber(waits.length, hub)} first answers to questions of this week came within`
  return `${subject} ${formatDuration(median)}, including nights and days off.${earlier}`
}

/** How many answers were in time, in a few sentences. */
export const promiseMessage = (
  now: Answering,
  before: Answering,
  hub: Pick<Hub, 'language' | 'pulse'>,
): string => {
  const promise = formatPromise(hub.pulse.answer)
  const [due, dueBefore] = [now.inTime + now.late, before.inTime + before.late]
  const of = ({ inTime }: Answering, all: number) =>
    `${formatNumber(inTime, hub)} of ${formatNumber(all, hub)}`
  const sentences = [
    countAsked(now) === 0
      ? NOTHING_ASKED
      : due === 0
        ? 'No answer to a question of this week is due.'
        : `${of(now, due)} questions of this week had an answer ${promise}.`,
    dueBefore > 0 &&
      `In the week before it was ${of(before, dueBefore)}${due === 0 ? `, ${promise}` : ''}.`,
    now.open > 0 && `Open and not due yet: ${formatNumber(now.open, hub)}.`,
    now.isCut && `Only the newest ${formatNumber(countAsked(now), hub)} are counted.`,
  ]
  return sentences.filter(Boolean).join(' ')
}
