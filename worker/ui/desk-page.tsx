import type { Child } from 'hono/jsx'
import type { Paths } from '../../site/contract/paths'

const rooms = [
  { name: 'Desk', href: (paths: Paths) => paths.desk() },
  { name: 'People', href: (paths: Paths) => paths.deskPeople() },
  { name: 'Groups', href: (paths: Paths) => paths.deskGroups() },
  { name: 'Requests', href: (paths: Paths) => paths.deskRequests() },
  { name: 'Replies', href: (paths: Paths) => paths.savedReplies() },
  { name: 'Offers', href: (paths: Paths) => paths.deskOffers() },
  { name: 'Audit log', href: (paths: Paths) => paths.deskLog() },
] as const

interface DeskProps {
  paths: Paths
  /** Which of its pages this is, or belongs to. */
  here: (typeof rooms)[number]['name']
  /** How many ask to be let into a space, in a few characters, where that is known. */
  requests?: string | undefined
  children: Child
}

/** A page of the desk, with the ways to the others. */
export const DeskPage = ({ paths, here, requests, children }: DeskProps) => (
  <div class="desk">
    <nav class="desk-nav" aria-label="Desk">
      <ul>
        {rooms.map(({ name, href }) => (
          <li>
            <a href={href(paths)} aria-current={name === here ? 'page' : undefined}>
              {name}
              {name === 'Requests' && requests && (
                <>
                  {' '}
                  <span class="desk-waiting">
                    {requests}
                    <span class="unseen"> waiting</span>
                  </span>
                </>
              )}
            </a>
          </li>
        ))}
      </ul>
    </nav>
    {children}
  </div>
)

interface PageProps {
  /** What this list is of: the next page is of the same. */
  label: string
  href: string
}

/** The way to what is older. */
export const OlderLink = ({ label, href }: PageProps) => (
  <p class="desk-older">
    <a href={href} rel="next">
      {label}
    </a>
  </p>
)
