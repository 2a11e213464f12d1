import { HONEYPOT } from './form'
import { TURNSTILE_ACTION, TURNSTILE } from '../../lib/turnstile'

/** What a comment's form carries besides what people type. */
export interface Guard {
  /** When the form was drawn, under the hub's seal. */
  drawn: string
  /** The key of Turnstile's widget, where the hub asks guests for it. */
  siteKey: string | undefined
}

/**
 * When the form was drawn, and a field that people never meet: it is out of sight, out of the order
 * of the keyboard, and out of what is read aloud.
 */
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

/** Where Turnstile asks a guest whether they are a person. */
export const TurnstileWidget = ({ siteKey }: Pick<Guard, 'siteKey'>) =>
  siteKey ? (
    <>
      <div class="cf-turnstile" data-sitekey={siteKey} data-action={TURNSTILE_ACTION}></div>
      <script src={`${TURNSTILE}/turnstile/v0/api.js`} async></script>
      <noscript>
        <p class="hint">
          Guests are asked here whether they are people, and that needs JavaScript. Signing in does
          not.
        </p>
      </noscript>
    </>
  ) : null
