CREATE TABLE `stopped_addresses` (
	`recipient` text PRIMARY KEY NOT NULL,
	`reason` text NOT NULL,
	`provider` text NOT NULL,
	`stopped_at` integer NOT NULL,
	`allowed_at` integer
) STRICT;
--> statement-breakpoint
CREATE INDEX `stopped_addresses_stopped` ON `stopped_addresses` (`stopped_at`,`recipient`) WHERE allowed_at is null;--> statement-breakpoint
ALTER TABLE `outbox` ADD `given_up_at` integer;--> statement-breakpoint
ALTER TABLE `outbox` ADD `maybe_sent` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `outbox_undelivered` ON `outbox` (`given_up_at`,`id`) WHERE given_up_at is not null;--> statement-breakpoint
CREATE INDEX `outbox_repeated` ON `outbox` (`id`) WHERE maybe_sent > 0;