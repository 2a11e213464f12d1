import type { TargetType } from './rules'

/** The labels of the buttons that follow and mute, by what they do next. */
export const followMessages = {
  follow: 'Follow',
  unfollow: 'Unfollow',
  unmute: 'Unmute',
  mute: 'Mute',
  following: 'Following',
  muted: 'Muted: you get no notifications of it.',
  unreadable: 'A conversation that you can no longer read',
  guestLabel: 'Notify me of replies and new comments here',
} as const

/** What kind of thing a target is, for the list of what a member follows. */
export const targetLabels: Record<TargetType, string> = {
  conversation: 'Conversation',
  tag: 'Tag',
  space: 'Space',
  kind: 'Kind',
  person: 'Person',
  hub: 'Everything new on this hub',
}
