CREATE TABLE `erased_handles` (
	`hash` text PRIMARY KEY NOT NULL,
	`erased_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `erased_handles_age` ON `erased_handles` (`erased_at`);
--> statement-breakpoint
-- By hand from here on. Hubs that ran the first form of 0017_growth get the indexes of its second form.
DROP INDEX IF EXISTS `comments_digest_age`;
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS `comments_repeat_age` ON `comments` (`written_at`) WHERE (digest is not null or form_key is not null);
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS `outbox_strangers` ON `outbox` (`created_at`) WHERE due_at is null and sent_at is not null and event in ('guest.confirmation', 'guest.leaving', 'member.sign-in', 'member.e-mail');
