ALTER TABLE `members` ADD `invited_at` integer;--> statement-breakpoint
-- Whoever was added at the command line, and has left no trace of having come in since.
UPDATE `members` SET `invited_at` = `created_at`
WHERE `updated_at` = `created_at`
	AND EXISTS (SELECT 1 FROM `log` WHERE `log`.`subject` = `members`.`id`
		AND `log`.`by` = 'command-line' AND `log`.`at` = `members`.`created_at`)
	AND NOT EXISTS (SELECT 1 FROM `log` WHERE `log`.`by` = `members`.`id`)
	AND NOT EXISTS (SELECT 1 FROM `sessions` WHERE `sessions`.`member_id` = `members`.`id`)
	AND NOT EXISTS (SELECT 1 FROM `sign_ins` WHERE `sign_ins`.`member_id` = `members`.`id`)
	AND NOT EXISTS (SELECT 1 FROM `passkeys` WHERE `passkeys`.`member_id` = `members`.`id`)
	AND NOT EXISTS (SELECT 1 FROM `comments` WHERE `comments`.`member_id` = `members`.`id`);
