CREATE TABLE `mentions` (
	`comment` text NOT NULL,
	`member_id` text NOT NULL,
	`at` integer NOT NULL,
	`seen_at` integer,
	PRIMARY KEY(`comment`, `member_id`),
	FOREIGN KEY (`comment`) REFERENCES `comments`(`id`) ON UPDATE cascade ON DELETE cascade,
	FOREIGN KEY (`member_id`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `mentions_member` ON `mentions` (`member_id`,`comment`);--> statement-breakpoint
CREATE TABLE `versions` (
	`id` text PRIMARY KEY NOT NULL,
	`comment` text NOT NULL,
	`title` text NOT NULL,
	`body` text NOT NULL,
	`more` text NOT NULL,
	`by` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`comment`) REFERENCES `comments`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `versions_comment` ON `versions` (`comment`,`id`);--> statement-breakpoint
CREATE TABLE `browsers` (
	`browser` text NOT NULL,
	`member_id` text NOT NULL,
	`seen_at` integer NOT NULL,
	PRIMARY KEY(`browser`, `member_id`),
	FOREIGN KEY (`member_id`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `browsers_member` ON `browsers` (`member_id`);--> statement-breakpoint
CREATE INDEX `browsers_age` ON `browsers` (`seen_at`);--> statement-breakpoint
CREATE TABLE `credits` (
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`giver` text NOT NULL,
	`member_id` text NOT NULL,
	`at` integer NOT NULL,
	`is_own` integer DEFAULT false NOT NULL,
	PRIMARY KEY(`kind`, `subject`, `giver`),
	FOREIGN KEY (`member_id`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `credits_member` ON `credits` (`member_id`,`at`);--> statement-breakpoint
CREATE INDEX `credits_giver` ON `credits` (`giver`,`member_id`);--> statement-breakpoint
CREATE TABLE `standings` (
	`tag` text DEFAULT '' NOT NULL,
	`member_id` text NOT NULL,
	`recent` real DEFAULT 0 NOT NULL,
	`ever` real DEFAULT 0 NOT NULL,
	`givers` integer DEFAULT 0 NOT NULL,
	`due_at` integer,
	PRIMARY KEY(`tag`, `member_id`),
	FOREIGN KEY (`member_id`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `standings_recent` ON `standings` (`tag`,recent desc,member_id desc);--> statement-breakpoint
CREATE INDEX `standings_ever` ON `standings` (`tag`,ever desc,member_id desc);--> statement-breakpoint
CREATE INDEX `standings_member` ON `standings` (`member_id`);--> statement-breakpoint
CREATE INDEX `standings_due` ON `standings` (`due_at`) WHERE due_at is not null;--> statement-breakpoint
CREATE TABLE `uses` (
	`conversation` text NOT NULL,
	`member_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`conversation`, `member_id`),
	FOREIGN KEY (`conversation`) REFERENCES `conversations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`member_id`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `uses_member` ON `uses` (`member_id`);--> statement-breakpoint
CREATE TABLE `conversation_tags` (
	`tag` text NOT NULL,
	`space` text NOT NULL,
	`conversation` text NOT NULL,
	`started_at` integer NOT NULL,
	PRIMARY KEY(`tag`, `space`, `started_at`, `conversation`),
	FOREIGN KEY (`conversation`) REFERENCES `conversations`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `conversation_tags_conversation` ON `conversation_tags` (`conversation`);--> statement-breakpoint
CREATE TABLE `groups` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`about` text,
	`created_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `memberships` (
	`group_id` text NOT NULL,
	`member_id` text NOT NULL,
	`since` integer NOT NULL,
	PRIMARY KEY(`group_id`, `member_id`),
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`member_id`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `memberships_member` ON `memberships` (`member_id`);--> statement-breakpoint
CREATE TABLE `requests` (
	`id` text PRIMARY KEY NOT NULL,
	`space` text NOT NULL,
	`member_id` text NOT NULL,
	`reason` text DEFAULT '' NOT NULL,
	`at` integer NOT NULL,
	`answer` text,
	`answered_at` integer,
	`reply` text,
	FOREIGN KEY (`member_id`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `requests_once` ON `requests` (`space`,`member_id`) WHERE answer is null;--> statement-breakpoint
CREATE INDEX `requests_open` ON `requests` (`id`) WHERE answer is null;--> statement-breakpoint
CREATE INDEX `requests_member` ON `requests` (`member_id`);--> statement-breakpoint
CREATE TABLE `votes` (
	`conversation` text NOT NULL,
	`member_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`conversation`, `member_id`),
	FOREIGN KEY (`conversation`) REFERENCES `conversations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`member_id`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `votes_member` ON `votes` (`member_id`);--> statement-breakpoint
ALTER TABLE `comments` ADD `opens` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `conversations` ADD `kind` text;--> statement-breakpoint
ALTER TABLE `conversations` ADD `title` text;--> statement-breakpoint
ALTER TABLE `conversations` ADD `slug` text;--> statement-breakpoint
ALTER TABLE `conversations` ADD `space` text;--> statement-breakpoint
ALTER TABLE `conversations` ADD `tags` text;--> statement-breakpoint
ALTER TABLE `conversations` ADD `links` text;--> statement-breakpoint
ALTER TABLE `conversations` ADD `contacts` text;--> statement-breakpoint
ALTER TABLE `conversations` ADD `opening` text;--> statement-breakpoint
ALTER TABLE `conversations` ADD `state` text;--> statement-breakpoint
ALTER TABLE `conversations` ADD `started_at` integer;--> statement-breakpoint
ALTER TABLE `conversations` ADD `started_by` text;--> statement-breakpoint
ALTER TABLE `conversations` ADD `is_listed` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `conversations` ADD `merged_into` text;--> statement-breakpoint
ALTER TABLE `conversations` ADD `duplicate_of` text;--> statement-breakpoint
ALTER TABLE `conversations` ADD `status` text;--> statement-breakpoint
ALTER TABLE `conversations` ADD `status_reason` text;--> statement-breakpoint
ALTER TABLE `conversations` ADD `votes` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `conversations_space` ON `conversations` (`space`,`started_at`,`id`) WHERE is_listed = 1;--> statement-breakpoint
CREATE INDEX `conversations_kind` ON `conversations` (`space`,`kind`,`started_at`,`id`) WHERE is_listed = 1;--> statement-breakpoint
CREATE INDEX `conversations_unanswered` ON `conversations` (`space`,`started_at`,`id`) WHERE is_listed = 1 and kind = 'question' and answer is null and duplicate_of is null;--> statement-breakpoint
CREATE INDEX `conversations_votes` ON `conversations` (`space`,`votes`,`id`) WHERE is_listed = 1 and kind = 'idea';--> statement-breakpoint
CREATE INDEX `conversations_status` ON `conversations` (`space`,`status`,`started_at`,`id`) WHERE is_listed = 1 and kind = 'idea';--> statement-breakpoint
CREATE INDEX `conversations_status_votes` ON `conversations` (`space`,`status`,`votes`,`id`) WHERE is_listed = 1 and kind = 'idea';--> statement-breakpoint
CREATE INDEX `conversations_duplicates` ON `conversations` (`duplicate_of`) WHERE duplicate_of is not null;--> statement-breakpoint
CREATE INDEX `conversations_opening` ON `conversations` (`opening`) WHERE opening is not null;--> statement-breakpoint
ALTER TABLE `messages` ADD `conversation` text;--> statement-breakpoint
ALTER TABLE `messages` ADD `status` text;--> statement-breakpoint
ALTER TABLE `members` ADD `is_unranked` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `members` ADD `is_unmailed` integer DEFAULT false NOT NULL;
--> statement-breakpoint
-- A topic is in the state of its opening, and in lists while that is published, whoever changes it.
CREATE TRIGGER `topics_opened` AFTER INSERT ON `comments` WHEN new.opens = 1 BEGIN
	UPDATE `conversations` SET `state` = new.state, `is_listed` = (new.state = 'published' AND `merged_into` IS NULL),
		`status` = iif(`kind` = 'idea', coalesce(`status`, 'open'), NULL)
	WHERE `id` = new.conversation;
END;
--> statement-breakpoint
CREATE TRIGGER `topics_turned` AFTER UPDATE OF `state` ON `comments`
WHEN new.opens = 1 AND old.state <> new.state BEGIN
	UPDATE `conversations` SET `state` = new.state, `is_listed` = (new.state = 'published' AND `merged_into` IS NULL)
	WHERE `id` = new.conversation;
END;
--> statement-breakpoint
-- What is listed can be found, by its title and by what opens it; and stands under its tags.
CREATE TRIGGER `topics_listed` AFTER UPDATE OF `is_listed`, `title`, `slug`, `tags`, `space` ON `conversations`
WHEN new.opening IS NOT NULL BEGIN
	DELETE FROM `documents` WHERE `id` = new.id;
	INSERT INTO `documents` (`id`, `title`, `text`, `address`)
	SELECT new.id, new.title,
		`body` || char(10) || (SELECT coalesce(group_concat(`value`, ' '), '') FROM json_each(new.tags)),
		'topics/' || substr(new.id, 7) || '/' || new.slug || '/'
	FROM `comments` WHERE `id` = new.opening AND new.is_listed = 1;
	DELETE FROM `conversation_tags` WHERE `conversation` = new.id;
	INSERT OR IGNORE INTO `conversation_tags` (`tag`, `space`, `conversation`, `started_at`)
	SELECT `value`, new.space, new.id, new.started_at FROM json_each(new.tags) WHERE new.is_listed = 1;
END;
--> statement-breakpoint
CREATE TRIGGER `topics_gone` AFTER DELETE ON `conversations` WHEN old.opening IS NOT NULL BEGIN
	DELETE FROM `documents` WHERE `id` = old.id;
END;
--> statement-breakpoint
DROP TRIGGER `comments_said`;
--> statement-breakpoint
CREATE TRIGGER `comments_said` AFTER INSERT ON `comments`
WHEN new.state = 'published' AND new.opens = 0 BEGIN
	INSERT INTO `documents` (`id`, `title`, `text`, `address`)
	VALUES ('comment:' || new.id, '', new.body, 'comments/' || new.id || '/');
END;
--> statement-breakpoint
DROP TRIGGER `comments_changed`;
--> statement-breakpoint
CREATE TRIGGER `comments_changed` AFTER UPDATE OF `state`, `body`, `opens` ON `comments`
WHEN old.state <> new.state OR old.body <> new.body OR old.opens <> new.opens BEGIN
	DELETE FROM `documents` WHERE `id` = 'comment:' || new.id;
	INSERT INTO `documents` (`id`, `title`, `text`, `address`)
	SELECT 'comment:' || new.id, '', new.body, 'comments/' || new.id || '/'
	WHERE new.state = 'published' AND new.opens = 0;
	UPDATE `conversations` SET `title` = `title` WHERE `id` = new.conversation AND new.opens = 1;
END;
--> statement-breakpoint
-- Whoever answers a question that opens a topic answers no other comment.
CREATE TRIGGER `topics_answered_added` AFTER INSERT ON `comments`
WHEN new.state = 'published' AND new.parent_id IS NULL AND new.opens = 0 BEGIN
	UPDATE `comments` SET `answered_at` = new.written_at
	WHERE `id` = (SELECT `opening` FROM `conversations` WHERE `id` = new.conversation)
		AND `answered_at` IS NULL
		AND coalesce(`member_id`, `guest_id`, `person`) IS NOT coalesce(new.member_id, new.guest_id, new.person);
END;
--> statement-breakpoint
CREATE TRIGGER `topics_answered_changed` AFTER UPDATE OF `state` ON `comments`
WHEN new.state = 'published' AND old.state <> 'published' AND new.parent_id IS NULL AND new.opens = 0 BEGIN
	UPDATE `comments` SET `answered_at` = coalesce(new.state_at, new.written_at)
	WHERE `id` = (SELECT `opening` FROM `conversations` WHERE `id` = new.conversation)
		AND `answered_at` IS NULL
		AND coalesce(`member_id`, `guest_id`, `person`) IS NOT coalesce(new.member_id, new.guest_id, new.person);
END;
--> statement-breakpoint
CREATE TRIGGER `votes_given` AFTER INSERT ON `votes` BEGIN
	UPDATE `conversations` SET `votes` = `votes` + 1 WHERE `id` = new.conversation;
END;
--> statement-breakpoint
CREATE TRIGGER `votes_taken_back` AFTER DELETE ON `votes` BEGIN
	UPDATE `conversations` SET `votes` = `votes` - 1 WHERE `id` = old.conversation;
END;

--> statement-breakpoint
-- Whose work it is that others do something with: comments, and topics, of which the opening is none.
CREATE VIEW `works` AS
SELECT `id` AS `subject`, `conversation`, `member_id`, `state` = 'published' AS `is_seen`
FROM `comments` WHERE `opens` = 0 AND `member_id` IS NOT NULL
UNION ALL
SELECT `id`, `id`, `started_by`, `is_listed` FROM `conversations` WHERE `started_by` IS NOT NULL;
--> statement-breakpoint
-- Credits follow from what is given: whoever gives it, takes it back, claims it or removes it.
CREATE TRIGGER `credits_appreciated` AFTER INSERT ON `reactions` BEGIN
	INSERT INTO `credits` (`kind`, `subject`, `giver`, `member_id`, `at`)
	SELECT 'appreciation', new.subject, new.visitor, w.member_id, new.reacted_at
	FROM `works` w JOIN `members` g ON g.id = new.visitor
	WHERE w.subject = new.subject AND w.member_id <> new.visitor
	ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `credits_unappreciated` AFTER DELETE ON `reactions`
WHEN NOT EXISTS (SELECT 1 FROM `reactions` WHERE `subject` = old.subject AND `visitor` = old.visitor) BEGIN
	DELETE FROM `credits`
	WHERE `kind` = 'appreciation' AND `subject` = old.subject AND `giver` = old.visitor;
END;
--> statement-breakpoint
CREATE TRIGGER `credits_passed_on` AFTER UPDATE OF `subject`, `visitor` ON `reactions`
WHEN old.subject <> new.subject OR old.visitor <> new.visitor BEGIN
	DELETE FROM `credits`
	WHERE `kind` = 'appreciation' AND `subject` = old.subject AND `giver` = old.visitor
		AND NOT EXISTS (SELECT 1 FROM `reactions` WHERE `subject` = old.subject AND `visitor` = old.visitor);
	INSERT INTO `credits` (`kind`, `subject`, `giver`, `member_id`, `at`)
	SELECT 'appreciation', new.subject, new.visitor, w.member_id, new.reacted_at
	FROM `works` w JOIN `members` g ON g.id = new.visitor
	WHERE w.subject = new.subject AND w.member_id <> new.visitor
	ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
-- Which answers are accepted: whose question that settles, and who said so. A post's question is the
-- hub's own; what the record says last of an answer is who accepted it.
CREATE VIEW `acceptances` AS
SELECT `id` AS `conversation`, `answer` AS `subject`,
	coalesce(`started_by`, iif(`opening` IS NULL, 'hub', 'former')) AS `giver`,
	coalesce((SELECT `by` FROM `log` WHERE `subject` = `answer` AND `act` = 'acceptance'
		ORDER BY `id` DESC LIMIT 1), '') AS `accepter`
FROM `conversations` WHERE `answer` IS NOT NULL;
--> statement-breakpoint
CREATE TRIGGER `credits_accepted` AFTER UPDATE OF `answer` ON `conversations`
WHEN old.answer IS NOT new.answer BEGIN
	DELETE FROM `credits` WHERE `kind` = 'acceptance' AND `subject` = old.answer;
	INSERT INTO `credits` (`kind`, `subject`, `giver`, `member_id`, `at`)
	SELECT 'acceptance', a.subject, a.giver, w.member_id, cast(unixepoch('subsec') * 1000 AS integer)
	FROM `acceptances` a JOIN `works` w ON w.subject = a.subject AND w.conversation = a.conversation
	WHERE a.conversation = new.id AND w.member_id NOT IN (a.giver, a.accepter)
	ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `credits_used` AFTER INSERT ON `uses` BEGIN
	INSERT INTO `credits` (`kind`, `subject`, `giver`, `member_id`, `at`)
	SELECT 'use', w.subject, new.member_id, w.member_id, new.at
	FROM `works` w WHERE w.subject = new.conversation AND w.member_id <> new.member_id
	ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `credits_unused` AFTER DELETE ON `uses` BEGIN
	DELETE FROM `credits`
	WHERE `kind` = 'use' AND `subject` = old.conversation AND `giver` = old.member_id;
END;
--> statement-breakpoint
-- What a guest wrote becomes a member's, or a member's nobody's; what opened a topic becomes a comment.
CREATE TRIGGER `credits_claimed` AFTER UPDATE OF `member_id`, `opens` ON `comments`
WHEN old.member_id IS NOT new.member_id OR old.opens <> new.opens BEGIN
	DELETE FROM `credits` WHERE `kind` IN ('acceptance', 'appreciation') AND `subject` = new.id;
	INSERT INTO `credits` (`kind`, `subject`, `giver`, `member_id`, `at`)
	SELECT 'appreciation', new.id, r.visitor, new.member_id, min(r.reacted_at)
	FROM `reactions` r JOIN `members` g ON g.id = r.visitor
	WHERE r.subject = new.id AND new.opens = 0 AND new.member_id IS NOT NULL AND r.visitor <> new.member_id
	GROUP BY r.visitor
	ON CONFLICT DO NOTHING;
	INSERT INTO `credits` (`kind`, `subject`, `giver`, `member_id`, `at`)
	SELECT 'acceptance', a.subject, a.giver, new.member_id, cast(unixepoch('subsec') * 1000 AS integer)
	FROM `acceptances` a
	WHERE a.conversation = new.conversation AND a.subject = new.id AND new.member_id IS NOT NULL
		AND new.member_id NOT IN (a.giver, a.accepter)
	ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
-- Two members of one browser credit each other nothing, however late that shows; nor does who accepts.
CREATE TRIGGER `credits_given` AFTER INSERT ON `credits` BEGIN
	UPDATE `credits` SET `is_own` = 1
	WHERE `kind` = new.kind AND `subject` = new.subject AND `giver` = new.giver
		AND EXISTS (SELECT 1 FROM `browsers` a JOIN `browsers` b ON b.browser = a.browser
			WHERE b.member_id = new.member_id AND (a.member_id = new.giver
				OR (new.kind = 'acceptance' AND a.member_id = (SELECT `by` FROM `log`
					WHERE `subject` = new.subject AND `act` = 'acceptance' ORDER BY `id` DESC LIMIT 1))));
	INSERT INTO `standings` (`member_id`, `due_at`) VALUES (new.member_id, 0)
	ON CONFLICT DO UPDATE SET `due_at` = 0;
END;
--> statement-breakpoint
CREATE TRIGGER `browsers_shared` AFTER INSERT ON `browsers` BEGIN
	UPDATE `credits` SET `is_own` = 1
	WHERE `is_own` = 0
		AND `member_id` IN (SELECT `member_id` FROM `browsers` WHERE `browser` = new.browser)
		AND (`giver` IN (SELECT `member_id` FROM `browsers` WHERE `browser` = new.browser)
			OR (`kind` = 'acceptance' AND (SELECT `by` FROM `log`
				WHERE `subject` = credits.subject AND `act` = 'acceptance' ORDER BY `id` DESC LIMIT 1)
				IN (SELECT `member_id` FROM `browsers` WHERE `browser` = new.browser)));
END;
--> statement-breakpoint
-- The points of a member are counted anew when something that counts has changed.
CREATE TRIGGER `standings_disowned` AFTER UPDATE OF `is_own` ON `credits` WHEN old.is_own <> new.is_own BEGIN
	UPDATE `standings` SET `due_at` = 0 WHERE `tag` = '' AND `member_id` = new.member_id;
END;
--> statement-breakpoint
CREATE TRIGGER `standings_taken_back` AFTER DELETE ON `credits` BEGIN
	UPDATE `standings` SET `due_at` = 0 WHERE `tag` = '' AND `member_id` = old.member_id;
END;
--> statement-breakpoint
CREATE TRIGGER `standings_seen` AFTER UPDATE OF `state`, `conversation` ON `comments`
WHEN new.member_id IS NOT NULL
	AND ((old.state = 'published') <> (new.state = 'published') OR old.conversation <> new.conversation) BEGIN
	UPDATE `standings` SET `due_at` = 0 WHERE `tag` = '' AND `member_id` = new.member_id;
END;
--> statement-breakpoint
CREATE TRIGGER `standings_moved` AFTER UPDATE OF `is_listed`, `tags`, `space` ON `conversations`
WHEN new.opening IS NOT NULL
	AND (old.is_listed <> new.is_listed OR old.tags IS NOT new.tags OR old.space IS NOT new.space) BEGIN
	UPDATE `standings` SET `due_at` = 0 WHERE `tag` = '' AND `member_id` IN (
		SELECT `member_id` FROM `comments` WHERE `conversation` = new.id AND `member_id` IS NOT NULL);
END;
--> statement-breakpoint
CREATE TRIGGER `standings_banned` AFTER UPDATE OF `banned_until` ON `members`
WHEN old.banned_until IS NOT new.banned_until BEGIN
	UPDATE `standings` SET `due_at` = 0 WHERE `tag` = '' AND `member_id` IN (
		SELECT `member_id` FROM `credits` WHERE `giver` = new.id);
END;
--> statement-breakpoint
-- Whoever stays out, works for the hub or is banned has no points from that moment on, while it lasts.
CREATE TRIGGER `standings_out` AFTER UPDATE OF `is_unranked`, `role`, `banned_until` ON `members`
WHEN old.is_unranked <> new.is_unranked OR old.role IS NOT new.role
	OR old.banned_until IS NOT new.banned_until BEGIN
	DELETE FROM `standings` WHERE `member_id` = new.id AND `tag` <> '';
	UPDATE `standings` SET `recent` = 0, `ever` = 0, `due_at` = 0 WHERE `member_id` = new.id;
END;
--> statement-breakpoint
-- Members can be found by their name, their handle and the line about themselves; whoever was
-- invited and has not come in is shown to nobody.
CREATE TRIGGER `members_met` AFTER INSERT ON `members` WHEN new.invited_at IS NULL BEGIN
	INSERT INTO `documents` (`id`, `title`, `text`, `address`)
	VALUES ('member:' || new.id, new.name, '@' || new.handle || char(10) || coalesce(new.about, ''),
		'people/' || new.handle || '/');
END;
--> statement-breakpoint
CREATE TRIGGER `members_renamed` AFTER UPDATE OF `handle`, `name`, `about`, `invited_at` ON `members` BEGIN
	DELETE FROM `documents` WHERE `id` = 'member:' || new.id;
	INSERT INTO `documents` (`id`, `title`, `text`, `address`)
	SELECT 'member:' || new.id, new.name, '@' || new.handle || char(10) || coalesce(new.about, ''),
		'people/' || new.handle || '/'
	WHERE new.invited_at IS NULL;
END;
--> statement-breakpoint
CREATE TRIGGER `members_gone` AFTER DELETE ON `members` BEGIN
	DELETE FROM `documents` WHERE `id` = 'member:' || old.id;
END;
--> statement-breakpoint
INSERT INTO `documents` (`id`, `title`, `text`, `address`)
SELECT 'member:' || `id`, `name`, '@' || `handle` || char(10) || coalesce(`about`, ''),
	'people/' || `handle` || '/'
FROM `members` WHERE `invited_at` IS NULL;
--> statement-breakpoint
-- Whoever is named in what is published hears of it, once; it may be published long after it was written.
CREATE TRIGGER `mentions_made` AFTER INSERT ON `mentions` BEGIN
	INSERT INTO `outbox` (`id`, `event`, `subject`, `detail`, `created_at`, `due_at`)
	SELECT lower(printf('%08x-%04x-7%03x-%04x-%012x', new.at >> 16, new.at & 65535, abs(random()) % 4096,
		32768 + abs(random()) % 16384, abs(random()) % 281474976710656)),
		'comment.mention', m.id, json_object('comment', c.id), new.at, new.at
	FROM `mentions` n JOIN `comments` c ON c.id = n.comment JOIN `members` m ON m.id = n.member_id
	WHERE n.comment = new.comment AND n.member_id = new.member_id AND c.state = 'published' AND m.email_verified AND NOT m.is_unmailed
		AND NOT EXISTS (SELECT 1 FROM `outbox` o WHERE o.subject = m.id AND o.event = 'comment.mention'
			AND json_extract(o.detail, '$.comment') = c.id);
END;
--> statement-breakpoint
CREATE TRIGGER `mentions_published` AFTER UPDATE OF `state` ON `comments`
WHEN new.state = 'published' AND old.state <> 'published' BEGIN
	INSERT INTO `outbox` (`id`, `event`, `subject`, `detail`, `created_at`, `due_at`)
	SELECT lower(printf('%08x-%04x-7%03x-%04x-%012x', coalesce(new.state_at, new.written_at) >> 16, coalesce(new.state_at, new.written_at) & 65535, abs(random()) % 4096,
		32768 + abs(random()) % 16384, abs(random()) % 281474976710656)),
		'comment.mention', m.id, json_object('comment', c.id), coalesce(new.state_at, new.written_at), coalesce(new.state_at, new.written_at)
	FROM `mentions` n JOIN `comments` c ON c.id = n.comment JOIN `members` m ON m.id = n.member_id
	WHERE n.comment = new.id AND c.state = 'published' AND m.email_verified AND NOT m.is_unmailed
		AND NOT EXISTS (SELECT 1 FROM `outbox` o WHERE o.subject = m.id AND o.event = 'comment.mention'
			AND json_extract(o.detail, '$.comment') = c.id);
END;
