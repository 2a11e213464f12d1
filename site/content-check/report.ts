import type { ContentFault, Report } from './fault'

/** `dateInZone(publish, 'Europe/London') // => '1 December 2026 at 08:00 Europe/London'` */
export const dateInZone = (moment: Date, zone: string): string => {
  const clock = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: zone,
  })
  return `${clock.format(moment)} ${zone}`
}

/** The report as printed in a terminal: errors, warnings, scheduled posts. */
export const describeReport = ({ errors, warnings, scheduled }: Report, zone = 'UTC'): string => {
  const parts = [
    section(errors, 'mistake', '; nothing was built'),
    section(warnings, 'warning'),
    scheduled.length > 0 &&
      [
        'Scheduled: these are not visible before their time, and then appear automatically:',
        ...scheduled.map(
          ({ file, title, publish }) => `  ${file}  “${title}”, ${dateInZone(publish, zone)}`,
        ),
      ].join('\n'),
  ]
  return parts.filter(Boolean).join('\n\n')
}

const section = (faults: ContentFault[], name: string, then = '') =>
  faults.length > 0 && [counted(faults.length, name) + then, ...faults.map(line)].join('\n')

const line = ({ file, line, message }: ContentFault) =>
  `  ${file}${line ? `:${line}` : ''}  ${message}`

const counted = (count: number, name: string) => `${count} ${name}${count === 1 ? '' : 's'}`
