CREATE TABLE `log` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	`act` text NOT NULL,
	`subject` text NOT NULL,
	`reason` text,
	`detail` text
) STRICT;
--> statement-breakpoint
CREATE INDEX `log_subject` ON `log` (`subject`,`id`);--> statement-breakpoint
CREATE INDEX `log_by` ON `log` (`by`,`id`);--> statement-breakpoint
CREATE TABLE `grants` (
	`id` text PRIMARY KEY NOT NULL,
	`member_id` text NOT NULL,
	`kind` text NOT NULL,
	`level` text NOT NULL,
	`reason` text NOT NULL,
	`granted_by` text NOT NULL,
	`granted_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`member_id`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `grants_member` ON `grants` (`member_id`);--> statement-breakpoint
CREATE TABLE `members` (
	`id` text PRIMARY KEY NOT NULL,
	`handle` text NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`email_verified` integer DEFAULT false NOT NULL,
	`about` text,
	`website` text,
	`links` text DEFAULT '[]' NOT NULL,
	`role` text,
	`person` text,
	`level` text,
	`approved_comments` integer DEFAULT 0 NOT NULL,
	`first_approved_at` integer,
	`answers` integer DEFAULT 0 NOT NULL,
	`banned_until` integer,
	`ban_reason` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `members_email_unique` ON `members` (`email`);--> statement-breakpoint
CREATE UNIQUE INDEX `members_handle` ON `members` (lower(handle));--> statement-breakpoint
CREATE UNIQUE INDEX `members_person` ON `members` (`person`) WHERE person is not null;--> statement-breakpoint
CREATE INDEX `members_role` ON `members` (`role`) WHERE role is not null;--> statement-breakpoint
CREATE TABLE `passkeys` (
	`id` text PRIMARY KEY NOT NULL,
	`member_id` text NOT NULL,
	`name` text NOT NULL,
	`public_key` text NOT NULL,
	`counter` integer NOT NULL,
	`transports` text DEFAULT '[]' NOT NULL,
	`created_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`member_id`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `passkeys_member` ON `passkeys` (`member_id`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`token` text NOT NULL,
	`member_id` text NOT NULL,
	`user_agent` text,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`member_id`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_token_unique` ON `sessions` (`token`);--> statement-breakpoint
CREATE INDEX `sessions_member` ON `sessions` (`member_id`);--> statement-breakpoint
CREATE TABLE `sign_ins` (
	`id` text PRIMARY KEY NOT NULL,
	`provider_id` text NOT NULL,
	`account_id` text NOT NULL,
	`member_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`member_id`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `sign_ins_subject` ON `sign_ins` (`provider_id`,`account_id`);--> statement-breakpoint
CREATE INDEX `sign_ins_member` ON `sign_ins` (`member_id`);--> statement-breakpoint
CREATE TABLE `verifications` (
	`id` text PRIMARY KEY NOT NULL,
	`identifier` text NOT NULL,
	`value` text NOT NULL,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `verifications_identifier` ON `verifications` (`identifier`);--> statement-breakpoint
CREATE INDEX `verifications_expiry` ON `verifications` (`expires_at`);--> statement-breakpoint
ALTER TABLE `comments` ADD `member_id` text REFERENCES members(id);--> statement-breakpoint
ALTER TABLE `comments` ADD `handle` text;--> statement-breakpoint
ALTER TABLE `comments` ADD `level` text;--> statement-breakpoint
ALTER TABLE `comments` ADD `as_host` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `comments_member` ON `comments` (`member_id`,`written_at`);--> statement-breakpoint
CREATE INDEX `comments_member_own` ON `comments` (`member_id`,`conversation`,`id`) WHERE state = 'held';--> statement-breakpoint
CREATE INDEX `comments_spoken` ON `comments` (`member_id`,`id`) WHERE state = 'published';--> statement-breakpoint
ALTER TABLE `outbox` ADD `recipient` text;--> statement-breakpoint
ALTER TABLE `outbox` ADD `detail` text;--> statement-breakpoint
CREATE INDEX `outbox_recipient` ON `outbox` (`recipient`,`created_at`);
--> statement-breakpoint
-- What earns a level is counted where it happens, whoever changes it: a form, the desk, the command
-- line, or somebody who claims what they wrote as a guest.
CREATE TRIGGER `comments_earned_added` AFTER INSERT ON `comments`
WHEN new.state = 'published' AND new.member_id IS NOT NULL BEGIN
	UPDATE `members` SET
		`approved_comments` = `approved_comments` + 1,
		`first_approved_at` = min(coalesce(`first_approved_at`, new.written_at), new.written_at)
	WHERE `id` = new.member_id;
END;
--> statement-breakpoint
CREATE TRIGGER `comments_earned_changed` AFTER UPDATE OF `state`, `member_id` ON `comments`
WHEN (old.state = 'published') <> (new.state = 'published') OR old.member_id IS NOT new.member_id BEGIN
	UPDATE `members` SET
		`approved_comments` = `approved_comments` - (old.state = 'published'),
		`first_approved_at` = (
			SELECT `written_at` FROM `comments`
			WHERE `member_id` = old.member_id AND `state` = 'published' ORDER BY `id` LIMIT 1
		)
	WHERE `id` = old.member_id;
	UPDATE `members` SET
		`approved_comments` = `approved_comments` + (new.state = 'published'),
		`first_approved_at` = (
			SELECT `written_at` FROM `comments`
			WHERE `member_id` = new.member_id AND `state` = 'published' ORDER BY `id` LIMIT 1
		)
	WHERE `id` = new.member_id;
END;
--> statement-breakpoint
CREATE TRIGGER `comments_earned_gone` AFTER DELETE ON `comments`
WHEN old.state = 'published' AND old.member_id IS NOT NULL BEGIN
	UPDATE `members` SET
		`approved_comments` = `approved_comments` - 1,
		`first_approved_at` = (
			SELECT `written_at` FROM `comments`
			WHERE `member_id` = old.member_id AND `state` = 'published' ORDER BY `id` LIMIT 1
		)
	WHERE `id` = old.member_id;
END;
