/** The answer, or a failure once `ms` milliseconds have passed without one. */
export const within = <T>(ms: number, answer: Promise<T>): Promise<T> => {
  let timer: ReturnType<typeof setTimeout>
  const tooLate = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error(`no answer within ${ms} ms`)), ms)
  })
  return Promise.race([answer, tooLate]).finally(() => clearTimeout(timer))
}
