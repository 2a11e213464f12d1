CREATE TABLE `announcements` (
	`conversation` text NOT NULL,
	`network` text NOT NULL,
	`started_at` integer NOT NULL,
	`url` text,
	PRIMARY KEY(`conversation`, `network`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `clicks` (
	`offer` text PRIMARY KEY NOT NULL,
	`count` integer DEFAULT 0 NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `counts` (
	`day` text NOT NULL,
	`kind` text NOT NULL,
	`link` text NOT NULL,
	`measure` text NOT NULL,
	`page` text DEFAULT '' NOT NULL,
	`count` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`day`, `kind`, `link`, `measure`, `page`)
) STRICT;
