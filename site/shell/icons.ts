/** Lines on a grid of 24, drawn with a pen of the text's colour. */
export const drawings = {
  news: 'M5 4h11v14a2 2 0 0 0 2 2H6a2 2 0 0 1-2-2V5a1 1 0 0 1 1-1zm11 5h4v9a2 2 0 0 1-4 0M8 8h4M8 12h4M8 16h4',
  alert: 'M12 4 2.5 20h19zM12 10v4.500M12 17.400v.1',
  question:
    'M12 21a9 9 0 1 0-8-4.900L3 21l4.9-1A9 9 0 0 0 12 21zM9.5 9.500a2.5 2.5 0 1 1 3.6 2.200c-.7.4-1.1.900-1.1 1.800M12 16.400v.1',
  idea: 'M9 17.500h6M10 20.500h4M8.5 14.500a6 6 0 1 1 7 0c-.7.5-1 1.3-1 3h-5c0-1.7-.3-2.5-1-3z',
  resource: 'M4 7a2 2 0 0 1 2-2h4l2 3h6a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2z',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l5 5',
  pin: 'M9 3h6l-1 7 3 3v2H7v-2l3-3zM12 15v6',
  download: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  link: 'M7 17 17 7M9 7h8v8',
  mail: 'M4 6h16v12H4zM4 7l8 6 8-6',
  phone:
    'M6 3h3l2 5-2.5 1.500a11 11 0 0 0 6 6L16 13l5 2v3a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3z',
  feed: 'M5 5a14 14 0 0 1 14 14M5 11a8 8 0 0 1 8 8M5.5 18.500v.01',
  next: 'M5 12h14M13 6l6 6-6 6',
} as const

export type IconName = keyof typeof drawings
