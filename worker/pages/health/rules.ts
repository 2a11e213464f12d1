/** The fewest characters of a secret: 128 random bits in base64url, as long as no key should be shorter. */
const MIN_SECRET = 22

/** After so many milliseconds without a run, the cron trigger is late; it runs every minute. */
const LATE_MS = 10 * 60_000

/** Whether the secret is set and long enough. */
export const secretState = (secret = ''): 'set' | 'too short' | 'missing' => {
  if (secret.length >= MIN_SECRET) return 'set'
  return secret ? 'too short' : 'missing'
}

/** Whether the cron trigger has stopped; it is not late before its first run. */
export const isCronLate = (lastCron: Date | undefined, now: Date): boolean =>
  lastCron !== undefined && now.getTime() - lastCron.getTime() > LATE_MS
