import type { Child } from 'hono/jsx'
import type { Hub } from '../../../site/contract/hub'
import type { Space } from '../../../site/contract/permissions'
import type { Member } from '../../accounts/members/table'
import type { Similar } from '../search/similar.queries'
import type { TopicFault, TopicField, TopicInput } from './form'
import { topicMessage, faultLink } from './messages'

/** What a form of a topic shows: what was typed, and what was found about it. */
export interface TopicDraft {
  input: TopicInput
  faults: readonly TopicFault[]
  /** The safe HTML of the words, if they were asked for. */
  preview?: string | undefined
  /** Conversations that may be about the same, and whether the form was stopped by them. */
  similar?: { found: Similar[]; isStep: boolean } | undefined
}

export interface TopicFormProps extends TopicDraft {
  hub: Hub
  member: Pick<Member, 'name'> | undefined
  /** The spaces in which they may start something. */
  spaces: readonly Space[]
  /** Tags that are in use. */
  tags: readonly string[]
  /** When the form was drawn. */
  drawn: string
  action: string
  /** Whether it changes a topic that is there: its kind and space stay. */
  isRevision?: boolean
  /** What its button says, and what stands beside that. */
  button: string
  extraAction?: Child
}

/** What is wrong with a field, as a sentence, and whether it is the first at fault. */
export const fieldMessage = ({ faults, hub, input }: TopicFormProps, name: TopicField | 'form') => {
  const fault = faults.find(({ field }) => field === name)
  return {
    fault: fault && topicMessage(fault, hub, input.space),
    autofocus: fault !== undefined && faults[0] === fault,
    way: fault && faultLink(hub.paths, fault),
  }
}
