import { existsSync } from 'node:fs'
import { checkContent } from '../site/content-check/content'
import { inWords } from '../site/content-check/words'
import { readSettings } from '../site/parser/settings'
import { Fault } from './cli-error'
import { contentFolder } from './settings'

/**
 * The hub's settings, once the content has been checked: what is weak and what waits is told,
 * and what must be mended is thrown, all of it in one run.
 */
export const checkedSettings = async () => {
  const content = contentFolder()
  if (!existsSync(content)) throw new Fault(`HUB_CONTENT names ${content}, which is not there.`)
  const report = await checkContent(content)
  if (report.errors.length > 0) throw new Fault(inWords(report))
  const settings = readSettings(content)
  const words = inWords(report, settings.hub.timezone)
  if (words) console.log(words)
  return settings
}
