/** One mistake, where it is and what to do about it. */
export interface Fault {
  /** From the content folder: `posts/winter.mdx`. */
  file: string
  line?: number
  /** What was found, what was expected, and the nearest valid name. */
  message: string
}

/** A post that waits for its `publish`. */
export interface Scheduled {
  file: string
  title: string
  publish: Date
}

/** What the check of a content folder found. */
export interface Report {
  /** With one of these, nothing is built. */
  errors: Fault[]
  /** Built all the same, and listed. */
  warnings: Fault[]
  /** Left out of everything until their time comes. */
  scheduled: Scheduled[]
}
