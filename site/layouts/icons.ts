import { sharedIcons } from '../contract/icons'

/** All icons of the build: SVG paths on a grid of 24, stroked in the text's colour. */
export const icons = {
  ...sharedIcons,
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l5 5',
  pin: 'M9 3h6l-1 7 3 3v2H7v-2l3-3zM12 15v6',
  download: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  feed: 'M5 5a14 14 0 0 1 14 14M5 11a8 8 0 0 1 8 8M5.5 18.500v.01',
  plus: 'M12 5v14M5 12h14',
  copy: 'M9 9h11v11H9zM6 15H4V4h11v2',
  share: 'M12 15V3.500M8 7l4-4 4 4M6 11H5v9h14v-9h-1',
  next: 'M5 12h14M13 6l6 6-6 6',
} as const

export type IconName = keyof typeof icons
