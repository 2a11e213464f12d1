CREATE TABLE `follows` (
	`id` text PRIMARY KEY NOT NULL,
	`member_id` text,
	`guest_id` text,
	`target` text NOT NULL,
	`is_muted` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`member_id`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`guest_id`) REFERENCES `guests`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `follows_member` ON `follows` (`member_id`,`target`);--> statement-breakpoint
CREATE UNIQUE INDEX `follows_guest` ON `follows` (`guest_id`,`target`) WHERE guest_id is not null;--> statement-breakpoint
CREATE INDEX `follows_target` ON `follows` (`target`,`id`);--> statement-breakpoint
CREATE TABLE `notification_settings` (
	`member_id` text PRIMARY KEY NOT NULL,
	`rhythm` text DEFAULT 'at-once' NOT NULL,
	`follows_own` integer DEFAULT true,
	`timezone` text,
	`digest_at` integer,
	FOREIGN KEY (`member_id`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `notification_settings_digest` ON `notification_settings` (`digest_at`) WHERE digest_at is not null;--> statement-breakpoint
CREATE TABLE `notifications` (
	`id` text PRIMARY KEY NOT NULL,
	`member_id` text,
	`guest_id` text,
	`event` text NOT NULL,
	`subject` text NOT NULL,
	`conversation` text NOT NULL,
	`space` text NOT NULL,
	`detail` text,
	`at` integer NOT NULL,
	`is_shown` integer DEFAULT true NOT NULL,
	`read_at` integer,
	`outbox_row` text,
	FOREIGN KEY (`member_id`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`guest_id`) REFERENCES `guests`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `notifications_member` ON `notifications` (`subject`,`member_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `notifications_guest` ON `notifications` (`subject`,`guest_id`) WHERE guest_id is not null;--> statement-breakpoint
CREATE INDEX `notifications_latest` ON `notifications` (`member_id`,`id`);--> statement-breakpoint
CREATE INDEX `notifications_unread` ON `notifications` (`member_id`,`conversation`,`space`) WHERE read_at is null and is_shown = 1;--> statement-breakpoint
CREATE INDEX `notifications_guest_latest` ON `notifications` (`guest_id`,`conversation`) WHERE guest_id is not null;--> statement-breakpoint
CREATE INDEX `notifications_email` ON `notifications` (`outbox_row`) WHERE outbox_row is not null;--> statement-breakpoint
CREATE INDEX `notifications_conversation` ON `notifications` (`conversation`);--> statement-breakpoint
ALTER TABLE `comments` ADD `announced_at` integer;
--> statement-breakpoint
-- Members of today are asked once whether they follow what they take part in; new ones do.
INSERT INTO `notification_settings` (`member_id`, `follows_own`) SELECT `id`, NULL FROM `members`;
--> statement-breakpoint
-- What is published by now is not announced.
UPDATE `comments` SET `announced_at` = `written_at` WHERE `state` <> 'held';
--> statement-breakpoint
-- A comment is announced when it is published, which may be long after it was written, and again within
-- a week: it may have been held before all its recipients were notified, each of whom is so once.
CREATE TRIGGER `comments_news_added` AFTER INSERT ON `comments` WHEN new.state = 'published' BEGIN
	INSERT INTO `outbox` (`id`, `event`, `subject`, `created_at`, `due_at`)
	VALUES (lower(printf('%08x-%04x-7%03x-%04x-%012x', new.written_at >> 16, new.written_at & 65535, abs(random()) % 4096,
		32768 + abs(random()) % 16384, abs(random()) % 281474976710656)),
		'comment.news', new.id, new.written_at, new.written_at);
	UPDATE `comments` SET `announced_at` = new.written_at WHERE `id` = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER `comments_news_published` AFTER UPDATE OF `state` ON `comments`
WHEN new.state = 'published' AND old.state <> 'published' BEGIN
	INSERT INTO `outbox` (`id`, `event`, `subject`, `created_at`, `due_at`)
	SELECT lower(printf('%08x-%04x-7%03x-%04x-%012x', coalesce(new.state_at, new.written_at) >> 16, coalesce(new.state_at, new.written_at) & 65535, abs(random()) % 4096,
		32768 + abs(random()) % 16384, abs(random()) % 281474976710656)),
		'comment.news', new.id, coalesce(new.state_at, new.written_at), coalesce(new.state_at, new.written_at)
	WHERE new.announced_at IS NULL OR coalesce(new.state_at, new.written_at) - new.announced_at < 604800000;
	UPDATE `notifications` SET `is_shown` = 1 WHERE `subject` = new.id;
	UPDATE `comments` SET `announced_at` = coalesce(new.announced_at, new.state_at, new.written_at) WHERE `id` = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER `comments_news_hidden` AFTER UPDATE OF `state` ON `comments`
WHEN new.state <> 'published' AND old.state = 'published' BEGIN
	UPDATE `notifications` SET `is_shown` = 0 WHERE `subject` = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER `comments_news_gone` AFTER DELETE ON `comments` BEGIN
	DELETE FROM `notifications` WHERE `subject` = old.id;
END;
--> statement-breakpoint
-- Decisions that those hear of whom they are about.
CREATE TRIGGER `decisions_news` AFTER INSERT ON `log`
WHEN new.act IN ('acceptance', 'lock', 'move', 'merger') BEGIN
	INSERT INTO `outbox` (`id`, `event`, `subject`, `created_at`, `due_at`)
	VALUES (lower(printf('%08x-%04x-7%03x-%04x-%012x', new.at >> 16, new.at & 65535, abs(random()) % 4096,
		32768 + abs(random()) % 16384, abs(random()) % 281474976710656)),
		'decision.news', new.id, new.at, new.at);
END;
--> statement-breakpoint
-- Merged topics: notifications move along with the comments, and back when the merge is undone.
CREATE TRIGGER `comments_news_moved` AFTER UPDATE OF `conversation` ON `comments`
WHEN new.conversation <> old.conversation BEGIN
	UPDATE `notifications` SET `conversation` = new.conversation,
		`space` = coalesce((SELECT c.space FROM `conversations` c WHERE c.id = new.conversation), '')
	WHERE `subject` = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER `conversations_news_moved` AFTER UPDATE OF `space` ON `conversations`
WHEN new.space IS NOT old.space BEGIN
	UPDATE `notifications` SET `space` = new.space WHERE `conversation` = new.id;
END;
--> statement-breakpoint
-- Who followed a topic follows what it was merged into.
CREATE TRIGGER `follows_merged` AFTER UPDATE OF `merged_into` ON `conversations`
WHEN new.merged_into IS NOT NULL BEGIN
	INSERT INTO `follows` (`id`, `member_id`, `guest_id`, `target`, `is_muted`, `created_at`)
	SELECT lower(printf('%08x-%04x-7%03x-%04x-%012x', CAST(unixepoch('subsec') * 1000 AS INTEGER) >> 16, CAST(unixepoch('subsec') * 1000 AS INTEGER) & 65535, abs(random()) % 4096,
		32768 + abs(random()) % 16384, abs(random()) % 281474976710656)),
		f.member_id, f.guest_id, 'conversation:' || new.merged_into, f.is_muted, CAST(unixepoch('subsec') * 1000 AS INTEGER)
	FROM `follows` f WHERE f.target = 'conversation:' || new.id AND NOT EXISTS (
		SELECT 1 FROM `follows` o WHERE o.member_id = f.member_id AND o.target = 'conversation:' || new.merged_into)
		AND NOT EXISTS (
		SELECT 1 FROM `follows` o WHERE o.guest_id = f.guest_id AND o.target = 'conversation:' || new.merged_into);
END;
--> statement-breakpoint
-- Mentions are notifications like others.
DROP TRIGGER `mentions_made`;
--> statement-breakpoint
DROP TRIGGER `mentions_published`;
--> statement-breakpoint
-- A mention that an edit adds.
CREATE TRIGGER `mentions_made` AFTER INSERT ON `mentions` BEGIN
	INSERT INTO `outbox` (`id`, `event`, `subject`, `created_at`, `due_at`)
	SELECT lower(printf('%08x-%04x-7%03x-%04x-%012x', new.at >> 16, new.at & 65535, abs(random()) % 4096,
		32768 + abs(random()) % 16384, abs(random()) % 281474976710656)),
		'comment.news', c.id, new.at, new.at
	FROM `comments` c WHERE c.id = new.comment AND c.state = 'published'
		AND NOT EXISTS (SELECT 1 FROM `outbox` o WHERE o.subject = c.id AND o.event = 'comment.news'
			AND o.detail IS NULL AND o.due_at IS NOT NULL);
END;
--> statement-breakpoint
-- A mention that an edit takes away.
CREATE TRIGGER `mentions_gone` AFTER DELETE ON `mentions` BEGIN
	DELETE FROM `notifications` WHERE `subject` = old.comment AND `member_id` = old.member_id
		AND `event` = 'mention' AND `read_at` IS NULL;
END;
--> statement-breakpoint
-- What is read in one list is read in the other.
CREATE TRIGGER `mentions_seen` AFTER UPDATE OF `seen_at` ON `mentions` WHEN new.seen_at IS NOT NULL BEGIN
	UPDATE `notifications` SET `read_at` = new.seen_at
	WHERE `subject` = new.comment AND `member_id` = new.member_id AND `read_at` IS NULL;
END;
--> statement-breakpoint
CREATE TRIGGER `mentions_read` AFTER UPDATE OF `read_at` ON `notifications`
WHEN new.event = 'mention' AND new.read_at IS NOT NULL BEGIN
	UPDATE `mentions` SET `seen_at` = new.read_at
	WHERE `comment` = new.subject AND `member_id` = new.member_id AND `seen_at` IS NULL;
END;
--> statement-breakpoint
UPDATE `outbox` SET `event` = 'comment.news', `subject` = json_extract(`detail`, '$.comment'), `detail` = NULL
WHERE `event` = 'comment.mention' AND `due_at` IS NOT NULL;
