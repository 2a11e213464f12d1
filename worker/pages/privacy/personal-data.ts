import { memberFiles } from '../../accounts/members/personal-data'
import { signInFiles } from '../../accounts/sign-in/personal-data'
import { groupFiles } from '../../accounts/groups/personal-data'
import { auditFiles } from '../../audit/personal-data'
import { inboxFiles } from '../../accounts/inbox/personal-data'
import { followFiles } from '../../discussion/follows/personal-data'
import { emailFiles } from '../../notifications/personal-data'
import { emailStopFiles } from '../../notifications/stops/personal-data'
import { commentFiles } from '../../discussion/comments/personal-data'
import { topicFiles } from '../../discussion/conversations/personal-data'
import { alertFiles } from '../../discussion/alerts/personal-data'
import { voteFiles } from '../../discussion/ideas/personal-data'
import { readMarkFiles } from '../../discussion/read-marks/personal-data'
import { messageFiles } from '../../discussion/author-messages/personal-data'
import { reactionFiles } from '../../discussion/reactions/personal-data'
import { reportFiles } from '../../discussion/reports/personal-data'
import { contributorFiles } from '../../discussion/contributors/personal-data'
import { hostReplyFiles } from '../../moderation/host-replies/personal-data'
import type { ExportFile } from '../../accounts/members/export-file.table'

/** The files of the archive, in its order. */
const ORDER = [
  'profile.json',
  'former-handles.json',
  'guests.json',
  'sign-ins.json',
  'passkeys.json',
  'sessions.json',
  'waiting.json',
  'comments.json',
  'removed-comments.json',
  'replies-you-read.json',
  'messages.json',
  'messages-by-you.json',
  'reports.json',
  'saved-replies.json',
  'remarks.json',
  'alert-updates.json',
  'reactions.json',
  'levels.json',
  'levels-you-gave.json',
  'log.json',
  'log-by-you.json',
  'topics.json',
  'versions.json',
  'votes.json',
  'uses.json',
  'mentions.json',
  'read-marks.json',
  'groups.json',
  'requests.json',
  'credits.json',
  'credits-you-gave.json',
  'standings.json',
  'browsers.json',
  'follows.json',
  'notifications.json',
  'notification-settings.json',
  'letters.json',
  'stopped-emails.json',
  'stopped-addresses.json',
  'mailbox.json',
]

const all = [
  ...memberFiles,
  ...signInFiles,
  ...groupFiles,
  ...auditFiles,
  ...emailFiles,
  ...inboxFiles,
  ...followFiles,
  ...emailStopFiles,
  ...commentFiles,
  ...topicFiles,
  ...voteFiles,
  ...readMarkFiles,
  ...messageFiles,
  ...reactionFiles,
  ...reportFiles,
  ...contributorFiles,
  ...hostReplyFiles,
  ...alertFiles,
]

const placeOf = ({ file }: ExportFile) => {
  const place = ORDER.indexOf(file)
  return place < 0 ? ORDER.length : place
}

/**
 * All files of the export, in the order of the archive; a file that `ORDER` does not name comes
 * last. Nothing in them lets a reader act as the person: no session tokens, no links of emails.
 */
export const exportFiles: ExportFile[] = all.toSorted((one, other) => placeOf(one) - placeOf(other))
