import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import type { Paths } from '../../site/contract/paths'
import type { App } from '../env'
import { withDeadline } from '../lib/with-deadline'
import type { SignedIn } from '../accounts/sign-in/queries'

/** What somebody new may do here; who works here, that they do. */
const Welcome = ({ paths, name, role }: { paths: Paths } & Pick<SignedIn, 'name' | 'role'>) => (
  <>
    Welcome, <bdi>{name}</bdi>.{' '}
    {role === 'owner' && (
      <>
        You are an owner of this hub: <a href={paths.desk()}>the desk</a> is yours, and there you
        make hosts.{' '}
      </>
    )}
    {role === 'host' && (
      <>
        You are a host here: <a href={paths.desk()}>the desk</a> is where you work.{' '}
      </>
    )}
    What you write now is signed with your name. <a href={paths.ownProfile()}>Say who you are</a>,
    or see <a href={paths.levels()}>what you may do here</a>.
  </>
)

/**
 * What is told to somebody on the page they come to, once what they did is done. An address names
 * one of these, so it takes no cookie and no script; nobody can have the hub say anything else.
 */
const flashMessages = {
  welcome: (member, paths) => <Welcome paths={paths} {...member} />,
  profile: () => 'Your profile is saved.',
  claimed: () => 'What you wrote as a guest is yours now, and signed with your name.',
  vouched: () => 'What you said is yours is signed with your name now.',
  denied: () => 'What was not you is gone.',
  'way-added': () => 'You can come in that way, too, from now on.',
  'way-removed': () => 'That way in is gone.',
  'passkey-added': () => 'This device lets you in from now on.',
  'passkey-removed': () => 'That passkey lets nobody in any more. Your device may still list it.',
  'e-mail': () => 'That e-mail is yours here from now on.',
  ranked: () => 'You are among the contributors.',
  unranked: () => 'You are not among the contributors any more.',
  'signed-out': () => 'You are signed out there.',
} satisfies Record<string, (member: SignedIn, paths: Paths) => Child>

export type Flash = keyof typeof flashMessages

/**
 * A path that says on the page it leads to what was done.
 *
 * @example noted('/community/me/#ways-in', 'way-removed') // => '/community/me/?note=way-removed#ways-in'
 */
export const flash = (path: string, note: Flash): string => {
  const [page = '', hash] = path.split('#')
  const [, query = ''] = page.split('?')
  const fields = new URLSearchParams(query)
  fields.set('note', note)
  return `${page.split('?')[0]}?${fields}${hash === undefined ? '' : `#${hash}`}`
}

const isFlash = (name: string): name is Flash => Object.hasOwn(flashMessages, name)

/** The page with the note above its words that its address names, for whoever is signed in. */
export const withFlash = (c: Context<App>, page: Response): Response => {
  const name = c.req.query('note') ?? ''
  if (!isFlash(name)) return page
  return new HTMLRewriter()
    .on('main', {
      element: async (main) => {
        const member = await withDeadline('read', c.var.member()).catch(() => undefined)
        if (!member) return
        const said = flashMessages[name](member, c.var.hub.paths)
        const note = (
          <div class="told">
            <p role="status">{said}</p>
          </div>
        )
        main.prepend(String(note).toWellFormed(), { html: true })
      },
    })
    .transform(page)
}
