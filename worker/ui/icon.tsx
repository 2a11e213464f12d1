import { sharedIcons } from '../../site/contract/icons'
import type { Kind } from '../../site/contract/vocabulary'

/** The name of each kind of conversation, as readers see it. */
export const kindNames: Record<Kind, string> = {
  news: 'News',
  alert: 'Alert',
  question: 'Question',
  idea: 'Idea',
  resource: 'Resource',
}

/** A decorative icon beside its text. */
export const Icon = ({ name }: { name: keyof typeof sharedIcons }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d={sharedIcons[name]}></path>
  </svg>
)

/** The kind of a conversation, with its icon. */
export const KindName = ({ kind }: { kind: Kind }) => (
  <span class="kind" data-kind={kind}>
    <Icon name={kind} />
    {kindNames[kind]}
  </span>
)
