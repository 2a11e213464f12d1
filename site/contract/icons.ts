/** Icons of the build and the Worker: SVG paths on a grid of 24, stroked in the text's colour. */
export const sharedIcons = {
  news: 'M5 4h11v14a2 2 0 0 0 2 2H6a2 2 0 0 1-2-2V5a1 1 0 0 1 1-1zm11 5h4v9a2 2 0 0 1-4 0M8 8h4M8 12h4M8 16h4',
  alert: 'M12 4 2.5 20h19zM12 10v4.500M12 17.400v.1',
  question:
    'M12 21a9 9 0 1 0-8-4.900L3 21l4.9-1A9 9 0 0 0 12 21zM9.5 9.500a2.5 2.5 0 1 1 3.6 2.200c-.7.4-1.1.900-1.1 1.800M12 16.400v.1',
  idea: 'M9 17.500h6M10 20.500h4M8.5 14.500a6 6 0 1 1 7 0c-.7.5-1 1.3-1 3h-5c0-1.7-.3-2.5-1-3z',
  resource: 'M4 7a2 2 0 0 1 2-2h4l2 3h6a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2z',
  bell: 'M6 16v-5a6 6 0 0 1 12 0v5l2 2H4zM10 20.500a2.2 2.2 0 0 0 4 0',
  link: 'M7 17 17 7M9 7h8v8',
  mail: 'M4 6h16v12H4zM4 7l8 6 8-6',
  phone:
    'M6 3h3l2 5-2.5 1.500a11 11 0 0 0 6 6L16 13l5 2v3a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3z',
} as const
