import type { Contact, Link } from '../../../site/contract/conversation'
import { Icon } from '../../ui/icon'
import { relFor } from '../../markdown/link-rules'
import type { Topic } from './view'

const Links = ({ links }: { links: readonly Link[] }) => (
  <ul class="links">
    {links.map(({ label, url }) => (
      <li>
        <a href={url} rel={relFor(false)}>
          <Icon name="link" />
          <span dir="auto">{label}</span>
        </a>
      </li>
    ))}
  </ul>
)

const Person = ({ contact: { name, email, phone, url } }: { contact: Contact }) => (
  <address class="contact">
    <strong dir="auto">{name}</strong>
    {email && (
      <a href={`mailto:${email}`}>
        <Icon name="mail" />
        {email}
      </a>
    )}
    {phone && (
      <a href={`tel:${phone.replace(/[^\d+]/g, '')}`}>
        <Icon name="phone" />
        {phone}
      </a>
    )}
    {url && (
      <a href={url} rel={relFor(false)}>
        <Icon name="link" />
        {new URL(url).host}
      </a>
    )}
  </address>
)

interface GivenProps {
  row: Pick<Topic['row'], 'links' | 'contacts'>
}

/** The links and contacts of a resource, with the same markup as on posts. */
export const ResourceSection = ({ row: { links, contacts } }: GivenProps) =>
  (links?.length ?? 0) + (contacts?.length ?? 0) === 0 ? null : (
    <section class="resource" id="to-take-away" aria-label="Links and contacts">
      {links && links.length > 0 && <Links links={links} />}
      {contacts?.map((contact) => (
        <Person contact={contact} />
      ))}
    </section>
  )

/** The same on a topic's page; `null` if the topic is not a resource. */
export const renderResource = (topic: Topic) =>
  topic.conversation.kind === 'resource' ? <ResourceSection row={topic.row} /> : null
