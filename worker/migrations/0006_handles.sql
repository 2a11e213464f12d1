CREATE TABLE `former_handles` (
	`handle` text PRIMARY KEY NOT NULL,
	`member_id` text NOT NULL,
	`changed_at` integer NOT NULL,
	FOREIGN KEY (`member_id`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `former_handles_member` ON `former_handles` (`member_id`);--> statement-breakpoint
ALTER TABLE `members` ADD `is_website_mutual` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `members` ADD `links_due_at` integer;--> statement-breakpoint
CREATE INDEX `members_links_due` ON `members` (`links_due_at`) WHERE links_due_at is not null;