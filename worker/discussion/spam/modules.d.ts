/** The library has no types; these cover what is used. */
declare module 'wink-naive-bayes-text-classifier' {
  export interface Classifier {
    definePrepTasks: (tasks: ((input: string[]) => string[])[]) => number
    learn: (words: string[], label: string) => boolean
    consolidate: () => boolean
    /** Each label with the base-2 logarithm of its odds; only `unknown` if no word is known. */
    computeOdds: (words: string[]) => [label: string, odds: number][]
    exportJSON: () => string
    importJSON: (json: string) => boolean
  }
  export default function classifier(): Classifier
}
