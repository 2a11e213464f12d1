import type { Child } from 'hono/jsx'
import type { Hub } from '../../../site/contract/hub'
import type { Space } from '../../../site/contract/permissions'
import type { Member } from '../../accounts/members/table'
import type { Similar } from '../search/similar.queries'
import type { TopicFault, TopicField, TopicInput } from './form'
import { topicMessage, faultLink } from './messages'

/** What the form of a topic shows: the input, its faults, and similar conversations. */
export interface TopicDraft {
  input: TopicInput
  faults: readonly TopicFault[]
  /** The safe HTML of the text, for a preview. */
  preview?: string | undefined
  /** Similar conversations; `isStep` if the form is shown again because of them. */
  similar?: { found: Similar[]; isStep: boolean } | undefined
}

export interface TopicFormProps extends TopicDraft {
  hub: Hub
  member: Pick<Member, 'name'> | undefined
  /** The spaces in which the member may start a topic. */
  spaces: readonly Space[]
  /** Tags that are in use. */
  tags: readonly string[]
  /** The form timestamp. */
  drawn: string
  action: string
  /** Whether it edits an existing topic, whose kind and space stay. */
  isRevision?: boolean
  /** The label of its button, and what is shown beside it. */
  button: string
  extraAction?: Child
}

/** The message for a field's fault, a link that helps, and whether the field takes the focus. */
export const fieldMessage = ({ faults, hub, input }: TopicFormProps, name: TopicField | 'form') => {
  const fault = faults.find(({ field }) => field === name)
  return {
    fault: fault && topicMessage(fault, hub, input.space),
    autofocus: fault !== undefined && faults[0] === fault,
    way: fault && faultLink(hub.paths, fault),
  }
}
