import type { Child } from 'hono/jsx'
import type { Paths } from '../../site/contract/paths'

const pages = [
  { name: 'Desk', href: (paths: Paths) => paths.desk() },
  { name: 'People', href: (paths: Paths) => paths.deskPeople() },
  { name: 'Groups', href: (paths: Paths) => paths.deskGroups() },
  { name: 'Requests', href: (paths: Paths) => paths.deskRequests() },
  { name: 'Replies', href: (paths: Paths) => paths.savedReplies() },
  { name: 'Alerts', href: (paths: Paths) => paths.deskAlerts() },
  { name: 'Offers', href: (paths: Paths) => paths.deskOffers() },
  { name: 'Email', href: (paths: Paths) => paths.deskEmail() },
  { name: 'Audit log', href: (paths: Paths) => paths.deskLog() },
] as const

interface DeskProps {
  paths: Paths
  /** The current page of the navigation. */
  here: (typeof pages)[number]['name']
  /** The number of open requests for access, in a few characters, if it is known. */
  requests?: string | undefined
  children: Child
}

/** A page of the desk with its navigation. */
export const DeskPage = ({ paths, here, requests, children }: DeskProps) => (
  <div class="desk">
    <nav class="desk-nav" aria-label="Desk">
      <ul>
        {pages.map(({ name, href }) => (
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
  /** Its text, such as `Older comments`. */
  label: string
  href: string
}

/** The link to the next page of a list, which is older. */
export const OlderLink = ({ label, href }: PageProps) => (
  <p class="desk-older">
    <a href={href} rel="next">
      {label}
    </a>
  </p>
)
