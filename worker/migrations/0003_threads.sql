DROP INDEX `comments_appreciated`;--> statement-breakpoint
CREATE INDEX `comments_own` ON `comments` (`guest_id`,`conversation`,`id`) WHERE state = 'held';--> statement-breakpoint
CREATE INDEX `comments_latest` ON `comments` (`conversation`,`id`) WHERE state = 'published';--> statement-breakpoint
CREATE UNIQUE INDEX `comments_appreciated` ON `comments` (`conversation`,`sunk`,appreciation desc,`id`) WHERE shown = 1 and depth = 0;--> statement-breakpoint
ALTER TABLE `conversations` ADD `shown` integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
UPDATE `conversations` SET `shown` = (
	SELECT count(*) FROM `comments` WHERE `comments`.`conversation` = `conversations`.`id` AND `comments`.`shown` = 1
);
--> statement-breakpoint
-- `conversations.shown` follows `comments.shown`, whoever writes: it says whether one page is all.
CREATE TRIGGER `comments_shown_added` AFTER INSERT ON `comments` WHEN new.shown = 1 BEGIN
	UPDATE `conversations` SET `shown` = `shown` + 1 WHERE `id` = new.conversation;
END;
--> statement-breakpoint
CREATE TRIGGER `comments_shown_changed` AFTER UPDATE OF `shown` ON `comments` WHEN new.shown <> old.shown BEGIN
	UPDATE `conversations` SET `shown` = `shown` + new.shown - old.shown WHERE `id` = new.conversation;
END;
--> statement-breakpoint
CREATE TRIGGER `comments_shown_removed` AFTER DELETE ON `comments` WHEN old.shown = 1 BEGIN
	UPDATE `conversations` SET `shown` = `shown` - 1 WHERE `id` = old.conversation;
END;
