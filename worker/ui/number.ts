import type { Hub } from '../../site/contract/hub'

/** `formatNumber(12345, { language: 'en-GB' }) // => '12,345'` */
export const formatNumber = (count: number, { language }: Pick<Hub, 'language'>): string =>
  count.toLocaleString(language)
