CREATE TABLE `comments` (
	`id` text PRIMARY KEY NOT NULL,
	`conversation` text NOT NULL,
	`parent_id` text,
	`root` text NOT NULL,
	`path` text NOT NULL,
	`depth` integer NOT NULL,
	`guest_id` text,
	`person` text,
	`name` text NOT NULL,
	`website` text,
	`body` text NOT NULL,
	`html` text NOT NULL,
	`renderer` integer NOT NULL,
	`state` text NOT NULL,
	`held_for` text,
	`shown` integer NOT NULL,
	`sunk` integer DEFAULT false NOT NULL,
	`replies` integer DEFAULT 0 NOT NULL,
	`appreciation` integer DEFAULT 0 NOT NULL,
	`reactions` text DEFAULT '{}' NOT NULL,
	`address` text,
	`written_at` integer NOT NULL,
	`revised_at` integer,
	FOREIGN KEY (`conversation`) REFERENCES `conversations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`parent_id`) REFERENCES `comments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`guest_id`) REFERENCES `guests`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `comments_oldest` ON `comments` (`conversation`,`sunk`,`root`,`path`) WHERE shown = 1;--> statement-breakpoint
CREATE INDEX `comments_newest` ON `comments` (`conversation`,`sunk`,root desc,`path`) WHERE shown = 1;--> statement-breakpoint
CREATE INDEX `comments_appreciated` ON `comments` (`conversation`,`sunk`,appreciation desc,`id`) WHERE shown = 1 and depth = 0;--> statement-breakpoint
CREATE INDEX `comments_thread` ON `comments` (`root`,`path`);--> statement-breakpoint
CREATE INDEX `comments_parent` ON `comments` (`parent_id`);--> statement-breakpoint
CREATE INDEX `comments_guest` ON `comments` (`guest_id`,`written_at`);--> statement-breakpoint
CREATE INDEX `comments_address` ON `comments` (`address`,`written_at`);--> statement-breakpoint
CREATE INDEX `comments_state` ON `comments` (`state`,`id`);--> statement-breakpoint
CREATE TABLE `conversations` (
	`id` text PRIMARY KEY NOT NULL,
	`comments` integer DEFAULT 0 NOT NULL,
	`reactions` text DEFAULT '{}' NOT NULL,
	`last_comment_at` integer
) STRICT;
--> statement-breakpoint
CREATE TABLE `guests` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`website` text,
	`remember` integer DEFAULT false NOT NULL,
	`confirmed_at` integer,
	`created_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `guests_email` ON `guests` (`email`);--> statement-breakpoint
CREATE TABLE `mailbox` (
	`id` text PRIMARY KEY NOT NULL,
	`to` text NOT NULL,
	`subject` text NOT NULL,
	`text` text NOT NULL,
	`html` text NOT NULL,
	`headers` text NOT NULL,
	`at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` text PRIMARY KEY NOT NULL,
	`event` text NOT NULL,
	`subject` text NOT NULL,
	`created_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`due_at` integer,
	`sent_at` integer,
	`failure` text
) STRICT;
--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox` (`due_at`);--> statement-breakpoint
CREATE INDEX `outbox_subject` ON `outbox` (`subject`);--> statement-breakpoint
CREATE TABLE `reactions` (
	`subject` text NOT NULL,
	`emoji` text NOT NULL,
	`visitor` text NOT NULL,
	`conversation` text NOT NULL,
	`address` text NOT NULL,
	`first` integer NOT NULL,
	`reacted_at` integer NOT NULL,
	PRIMARY KEY(`subject`, `visitor`, `emoji`)
) STRICT;
--> statement-breakpoint
CREATE INDEX `reactions_address` ON `reactions` (`address`,`conversation`);--> statement-breakpoint
CREATE TABLE `documents` (
	`number` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`title` text NOT NULL,
	`text` text NOT NULL,
	`address` text NOT NULL,
	`hash` text
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `documents_id_unique` ON `documents` (`id`);