/** It comes without types; these are of the part that is used. */
declare module 'wink-naive-bayes-text-classifier' {
  export interface Classifier {
    definePrepTasks: (tasks: ((input: string[]) => string[])[]) => number
    learn: (words: string[], label: string) => boolean
    consolidate: () => boolean
    /** Each label with the logarithm, to base 2, of its odds; `unknown` alone when no word is known. */
    computeOdds: (words: string[]) => [label: string, odds: number][]
    exportJSON: () => string
    importJSON: (json: string) => boolean
  }
  export default function classifier(): Classifier
}
