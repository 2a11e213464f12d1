CREATE TABLE `read_marks` (
	`member_id` text NOT NULL,
	`conversation` text NOT NULL,
	`read_at` integer NOT NULL,
	PRIMARY KEY(`member_id`, `conversation`),
	FOREIGN KEY (`member_id`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `read_marks_age` ON `read_marks` (`read_at`) WHERE conversation <> '';--> statement-breakpoint
ALTER TABLE `conversations` ADD `last_comment` text;--> statement-breakpoint
ALTER TABLE `conversations` ADD `active_at` integer;--> statement-breakpoint
CREATE INDEX `conversations_active` ON `conversations` (`space`,`active_at`,`id`) WHERE is_listed = 1;--> statement-breakpoint
CREATE INDEX `conversations_active_kind` ON `conversations` (`space`,`kind`,`active_at`,`id`) WHERE is_listed = 1;--> statement-breakpoint
CREATE INDEX `conversations_active_posts` ON `conversations` (`active_at`,`id`) WHERE kind is null and active_at is not null;
--> statement-breakpoint
-- By hand from here on. The last published comment of each conversation, as it is now.
UPDATE `conversations` SET (`last_comment`, `last_comment_at`) = (SELECT `id`, `written_at` FROM `comments`
	WHERE `conversation` = `conversations`.`id` AND `state` = 'published' AND `opens` = 0
	ORDER BY `id` DESC LIMIT 1);
--> statement-breakpoint
UPDATE `conversations` SET `active_at` = coalesce(`last_comment_at`, `started_at`);
--> statement-breakpoint
CREATE TRIGGER `activity_started` AFTER INSERT ON `conversations`
WHEN new.active_at IS NULL AND new.started_at IS NOT NULL BEGIN
	UPDATE `conversations` SET `active_at` = new.started_at WHERE `id` = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER `activity_added` AFTER INSERT ON `comments`
WHEN new.state = 'published' AND new.opens = 0 BEGIN
	UPDATE `conversations` SET `last_comment` = new.id, `last_comment_at` = new.written_at, `active_at` = new.written_at
	WHERE `id` = new.conversation AND new.id > coalesce(`last_comment`, '');
END;
--> statement-breakpoint
-- A comment before the last one changes nothing. Merges move many comments, and count once themselves.
CREATE TRIGGER `activity_changed` AFTER UPDATE OF `state`, `opens` ON `comments`
WHEN (old.state = 'published' AND old.opens = 0) <> (new.state = 'published' AND new.opens = 0) BEGIN
	UPDATE `conversations` SET (`last_comment`, `last_comment_at`) = (SELECT `id`, `written_at` FROM `comments`
			WHERE `conversation` = new.conversation AND `state` = 'published' AND `opens` = 0
			ORDER BY `id` DESC LIMIT 1)
	WHERE `id` = new.conversation AND new.id >= coalesce(`last_comment`, '');
	UPDATE `conversations` SET `active_at` = coalesce(`last_comment_at`, `started_at`)
	WHERE `id` = new.conversation AND `active_at` IS NOT coalesce(`last_comment_at`, `started_at`);
END;
--> statement-breakpoint
CREATE TRIGGER `activity_removed` AFTER DELETE ON `comments`
WHEN old.state = 'published' AND old.opens = 0 BEGIN
	UPDATE `conversations` SET (`last_comment`, `last_comment_at`) = (SELECT `id`, `written_at` FROM `comments`
			WHERE `conversation` = old.conversation AND `state` = 'published' AND `opens` = 0
			ORDER BY `id` DESC LIMIT 1)
	WHERE `id` = old.conversation AND `last_comment` = old.id;
	UPDATE `conversations` SET `active_at` = coalesce(`last_comment_at`, `started_at`)
	WHERE `id` = old.conversation AND `active_at` IS NOT coalesce(`last_comment_at`, `started_at`);
END;
