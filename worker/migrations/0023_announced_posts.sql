CREATE TABLE `announced_posts` (
	`post` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
) STRICT;
