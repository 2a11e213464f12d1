/** `formatNumber(12345, { language: 'en-GB' }) // => '12,345'` */
export const formatNumber = (count: number, { language }: { language: string }): string =>
  count.toLocaleString(language)
