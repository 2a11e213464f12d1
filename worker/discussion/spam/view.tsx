import { HONEYPOT } from './form'
import { TURNSTILE_ACTION, TURNSTILE } from '../../lib/turnstile'

/** The spam protection of a form. */
export interface Guard {
  /** The signed time at which the form was rendered. */
  drawn: string
  /** The key of Turnstile's widget, if the hub uses it. */
  siteKey: string | undefined
}

/** The form timestamp and the honeypot, which is hidden from sight, keyboard and screen readers. */
export const GuardFields = ({ drawn }: Pick<Guard, 'drawn'>) => (
  <>
    <input type="hidden" name="drawn" value={drawn} />
    <div class="unseen" aria-hidden="true">
      <label>
        Leave this empty <input name={HONEYPOT} tabindex={-1} autocomplete="off" />
      </label>
    </div>
  </>
)

/** Turnstile's widget, which checks that a guest is human. */
export const TurnstileWidget = ({ siteKey }: Pick<Guard, 'siteKey'>) =>
  siteKey ? (
    <>
      <div class="cf-turnstile" data-sitekey={siteKey} data-action={TURNSTILE_ACTION}></div>
      <script src={`${TURNSTILE}/turnstile/v0/api.js`} async></script>
      <noscript>
        <p class="hint">
          This hub checks that guests are human, and that needs JavaScript. Signing in does not.
        </p>
      </noscript>
    </>
  ) : null
