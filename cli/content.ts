import { readSettings } from '../site/reading/settings'
import { contentFolder } from './settings'

/** The hub's settings, once the content has been checked. Throws what must be mended first. */
export const checkedSettings = async () => readSettings(contentFolder())
