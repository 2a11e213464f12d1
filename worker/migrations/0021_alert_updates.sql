CREATE TABLE `alert_news` (
	`alert` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `alert_updates` (
	`id` text PRIMARY KEY NOT NULL,
	`alert` text NOT NULL,
	`status` text NOT NULL,
	`text` text NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	`taken_at` integer
) STRICT;
--> statement-breakpoint
CREATE INDEX `alert_updates_pending` ON `alert_updates` (`id`) WHERE taken_at is null;--> statement-breakpoint
CREATE INDEX `alert_updates_alert` ON `alert_updates` (`alert`,`id`);--> statement-breakpoint
CREATE INDEX `alert_updates_by` ON `alert_updates` (`by`);