CREATE INDEX `comments_repeat_age` ON `comments` (`written_at`) WHERE (digest is not null or form_key is not null);--> statement-breakpoint
CREATE INDEX `comments_member_faded` ON `comments` (`member_id`,`id`) WHERE state = 'faded';--> statement-breakpoint
CREATE INDEX `comments_read_by` ON `comments` (`read_by`) WHERE read_by is not null;--> statement-breakpoint
CREATE INDEX `reports_weighty` ON `reports` (`comment`) WHERE ruling is null and weight > 0;--> statement-breakpoint
CREATE INDEX `outbox_strangers` ON `outbox` (`created_at`) WHERE due_at is null and sent_at is not null and event in ('guest.confirmation', 'guest.leaving', 'member.sign-in', 'member.e-mail');
--> statement-breakpoint
-- A browser in which one member alone was active says nothing about credits, of which they may have many.
DROP TRIGGER `browsers_shared`;
--> statement-breakpoint
CREATE TRIGGER `browsers_shared` AFTER INSERT ON `browsers`
WHEN EXISTS (SELECT 1 FROM `browsers` WHERE `browser` = new.browser AND `member_id` <> new.member_id) BEGIN
	UPDATE `credits` SET `is_own` = 1
	WHERE `is_own` = 0
		AND `member_id` IN (SELECT `member_id` FROM `browsers` WHERE `browser` = new.browser)
		AND (`giver` IN (SELECT `member_id` FROM `browsers` WHERE `browser` = new.browser)
			OR (`kind` = 'acceptance' AND (SELECT `by` FROM `log`
				WHERE `subject` = credits.subject AND `act` = 'acceptance' ORDER BY `id` DESC LIMIT 1)
				IN (SELECT `member_id` FROM `browsers` WHERE `browser` = new.browser)));
END;
