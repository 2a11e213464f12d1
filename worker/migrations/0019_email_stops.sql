CREATE TABLE `email_stops` (
	`member_id` text,
	`guest_id` text,
	`kind` text NOT NULL,
	`conversation` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`member_id`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`guest_id`) REFERENCES `guests`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `email_stops_member` ON `email_stops` (`member_id`,`conversation`,`kind`) WHERE member_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `email_stops_guest` ON `email_stops` (`guest_id`,`conversation`,`kind`) WHERE guest_id is not null;
