import { existsSync } from 'node:fs'
import { checkContent } from '../site/content-check/content'
import { describeReport } from '../site/content-check/report'
import { readSettings } from '../site/parser/settings'
import { CliError } from './cli-error'
import { type Progress, printProgress } from './progress'
import { contentFolder } from './settings'

/**
 * Checks the content folder and gives the hub's settings. Prints warnings and scheduled posts;
 * throws a `CliError` with all errors.
 */
export const checkContentFolder = async () => {
  const content = contentFolder()
  if (!existsSync(content))
    throw new CliError(`HUB_CONTENT names ${content}, which does not exist.`)
  let print: ReturnType<Progress> | undefined
  const report = await checkContent(content, new Date(), (done, total) => {
    print ??= printProgress('files checked', total)
    print(done)
  })
  if (report.errors.length > 0) throw new CliError(describeReport(report))
  const settings = readSettings(content)
  const words = describeReport(report, settings.hub.timezone)
  if (words) console.log(words)
  return settings
}
