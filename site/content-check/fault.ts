/** One error or warning of the content check. */
export interface ContentFault {
  /** Relative to the content folder: `posts/winter.mdx`. */
  file: string
  line?: number
  /** What was found, what was expected, and the nearest valid name. */
  message: string
}

/** A post whose `publish` is in the future. */
export interface Scheduled {
  file: string
  title: string
  publish: Date
}

/** The result of the content check. */
export interface Report {
  /** If there is one, nothing is built. */
  errors: ContentFault[]
  /** Listed; they do not stop the build. */
  warnings: ContentFault[]
  /** Not visible before their time. */
  scheduled: Scheduled[]
}
