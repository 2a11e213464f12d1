import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import type { Paths } from '../../site/contract/paths'
import type { App } from '../env'
import { withDeadline } from '../lib/with-deadline'
import type { SignedIn } from '../accounts/sign-in/queries'

/** The greeting after the first sign-in: what a member may do, or the role of a host. */
const Welcome = ({ paths, name, role }: { paths: Paths } & Pick<SignedIn, 'name' | 'role'>) => (
  <>
    Welcome, <bdi>{name}</bdi>.{' '}
    {role === 'owner' && (
      <>
        You are an owner of this hub. At <a href={paths.desk()}>the desk</a> you make hosts.{' '}
      </>
    )}
    {role === 'host' && (
      <>
        You are a host here. You work at <a href={paths.desk()}>the desk</a>.{' '}
      </>
    )}
    Your comments now have your name. <a href={paths.ownProfile()}>Complete your profile</a>, or see{' '}
    <a href={paths.levels()}>what your level allows</a>.
  </>
)

/**
 * The messages that confirm an action on the page it redirects to. The address names one of them, so
 * they need no cookie and no script, and a forged address cannot show any other text.
 */
const flashMessages = {
  welcome: (member, paths) => <Welcome paths={paths} {...member} />,
  profile: () => 'Profile saved.',
  claimed: () => 'The comments that you wrote as a guest now have your name.',
  vouched: () => 'The comments that you claimed now have your name.',
  denied: () => 'The comments that you disowned are deleted.',
  'way-added': () => 'Sign-in method added.',
  'way-removed': () => 'Sign-in method removed.',
  'passkey-added': () => 'Passkey added.',
  'passkey-removed': () => 'Passkey removed. Your device may still list it.',
  'e-mail': () => 'Email address changed.',
  ranked: () => 'You are on the contributors list.',
  unranked: () => 'You are hidden from the contributors list.',
  'signed-out': () => 'Signed out on that device.',
} satisfies Record<string, (member: SignedIn, paths: Paths) => Child>

export type Flash = keyof typeof flashMessages

/**
 * A path whose page shows this message.
 *
 * @example flash('/community/me/#ways-in', 'way-removed') // => '/community/me/?note=way-removed#ways-in'
 */
export const flash = (path: string, note: Flash): string => {
  const [page = '', hash] = path.split('#')
  const [, query = ''] = page.split('?')
  const fields = new URLSearchParams(query)
  fields.set('note', note)
  return `${page.split('?')[0]}?${fields}${hash === undefined ? '' : `#${hash}`}`
}

const isFlash = (name: string): name is Flash => Object.hasOwn(flashMessages, name)

/** The page with the message that its address names on top, for a signed-in member. */
export const withFlash = (c: Context<App>, page: Response): Response => {
  const name = c.req.query('note') ?? ''
  if (!isFlash(name)) return page
  return new HTMLRewriter()
    .on('main', {
      element: async (main) => {
        const member = await withDeadline('read', c.var.member()).catch(() => undefined)
        if (!member) return
        const message = flashMessages[name](member, c.var.hub.paths)
        const note = (
          <div class="told">
            <p role="status">{message}</p>
          </div>
        )
        main.prepend(String(note).toWellFormed(), { html: true })
      },
    })
    .transform(page)
}
