CREATE TABLE `removals` (
	`comment` text PRIMARY KEY NOT NULL,
	`state` text NOT NULL,
	`held_for` text,
	`body` text NOT NULL,
	`html` text NOT NULL,
	`name` text NOT NULL,
	`website` text,
	`handle` text,
	`level` text,
	`person` text,
	`as_host` integer NOT NULL,
	`removed_at` integer NOT NULL,
	FOREIGN KEY (`comment`) REFERENCES `comments`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `removals_age` ON `removals` (`removed_at`);--> statement-breakpoint
CREATE TABLE `messages` (
	`id` text PRIMARY KEY NOT NULL,
	`member_id` text,
	`guest_id` text,
	`kind` text NOT NULL,
	`comment` text,
	`rule` text,
	`body` text DEFAULT '' NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	`seen_at` integer,
	FOREIGN KEY (`member_id`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`guest_id`) REFERENCES `guests`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `messages_member` ON `messages` (`member_id`,`id`);--> statement-breakpoint
CREATE INDEX `messages_guest` ON `messages` (`guest_id`);--> statement-breakpoint
CREATE INDEX `messages_comment` ON `messages` (`comment`);--> statement-breakpoint
CREATE TABLE `hours` (
	`hour` integer NOT NULL,
	`measure` text NOT NULL,
	`conversation` text NOT NULL,
	`count` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`hour`, `measure`, `conversation`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `remarks` (
	`id` text PRIMARY KEY NOT NULL,
	`comment` text NOT NULL,
	`by` text NOT NULL,
	`body` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`comment`) REFERENCES `comments`(`id`) ON UPDATE cascade ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `remarks_comment` ON `remarks` (`comment`,`id`);--> statement-breakpoint
CREATE TABLE `saved_replies` (
	`id` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`body` text NOT NULL,
	`by` text NOT NULL,
	`changed_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `reports` (
	`id` text PRIMARY KEY NOT NULL,
	`comment` text NOT NULL,
	`reporter` text NOT NULL,
	`reason` text,
	`weight` real NOT NULL,
	`address` text,
	`at` integer NOT NULL,
	`ruling` text,
	`ruled_at` integer,
	FOREIGN KEY (`comment`) REFERENCES `comments`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `reports_once` ON `reports` (`comment`,`reporter`);--> statement-breakpoint
CREATE INDEX `reports_open` ON `reports` (`comment`) WHERE ruling is null;--> statement-breakpoint
CREATE INDEX `reports_reporter` ON `reports` (`reporter`,`ruling`);--> statement-breakpoint
CREATE INDEX `reports_address` ON `reports` (`address`,`comment`);--> statement-breakpoint
CREATE TABLE `examples` (
	`comment` text PRIMARY KEY NOT NULL,
	`is_spam` integer NOT NULL,
	`words` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`comment`) REFERENCES `comments`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `examples_age` ON `examples` (`is_spam`,`at`);--> statement-breakpoint
CREATE TABLE `filters` (
	`id` text PRIMARY KEY NOT NULL,
	`model` text NOT NULL,
	`made_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
ALTER TABLE `comments` ADD `state_at` integer;--> statement-breakpoint
ALTER TABLE `comments` ADD `judged_at` integer;--> statement-breakpoint
ALTER TABLE `comments` ADD `spam` real DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `comments` ADD `digest` text;--> statement-breakpoint
ALTER TABLE `comments` ADD `tone` real;--> statement-breakpoint
ALTER TABLE `comments` ADD `critical` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `comments` ADD `asks` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `comments` ADD `answered_at` integer;--> statement-breakpoint
ALTER TABLE `comments` ADD `rests_until` integer;--> statement-breakpoint
ALTER TABLE `comments` ADD `read_by` text;--> statement-breakpoint
ALTER TABLE `comments` ADD `rested` text;--> statement-breakpoint
CREATE INDEX `comments_queue` ON `comments` (`spam`,`id`) WHERE state = 'held' and held_for is not 'resting';--> statement-breakpoint
CREATE INDEX `comments_resting` ON `comments` (`member_id`,`id`) WHERE state = 'held' and held_for = 'resting';--> statement-breakpoint
CREATE INDEX `comments_rested` ON `comments` (`rested`) WHERE rested is not null;--> statement-breakpoint
CREATE INDEX `comments_faded` ON `comments` (`state_at`,`id`) WHERE state = 'faded';--> statement-breakpoint
CREATE INDEX `comments_asking` ON `comments` (`id`) WHERE state = 'published' and asks = 1 and answered_at is null;--> statement-breakpoint
CREATE INDEX `comments_asked` ON `comments` (`id`) WHERE asks = 1;--> statement-breakpoint
CREATE INDEX `comments_digest` ON `comments` (`digest`,`written_at`) WHERE digest is not null;--> statement-breakpoint
ALTER TABLE `conversations` ADD `locked_at` integer;--> statement-breakpoint
ALTER TABLE `conversations` ADD `pinned` text;--> statement-breakpoint
ALTER TABLE `conversations` ADD `answer` text;--> statement-breakpoint
ALTER TABLE `log` ADD `undoes` text;--> statement-breakpoint
CREATE UNIQUE INDEX `log_undoes` ON `log` (`undoes`) WHERE undoes is not null;--> statement-breakpoint
ALTER TABLE `members` ADD `silenced_until` integer;--> statement-breakpoint
ALTER TABLE `members` ADD `silence_reason` text;
--> statement-breakpoint
UPDATE `comments` SET `state_at` = `written_at`;
--> statement-breakpoint
-- Whoever asks or criticises has an answer once somebody else has replied; nobody is their own answer.
CREATE TRIGGER `comments_answered_added` AFTER INSERT ON `comments`
WHEN new.state = 'published' AND new.parent_id IS NOT NULL BEGIN
	UPDATE `comments` SET `answered_at` = new.written_at
	WHERE `id` = new.parent_id AND `answered_at` IS NULL
		AND coalesce(`member_id`, `guest_id`, `person`) IS NOT coalesce(new.member_id, new.guest_id, new.person);
END;
--> statement-breakpoint
CREATE TRIGGER `comments_answered_changed` AFTER UPDATE OF `state` ON `comments`
WHEN new.state = 'published' AND old.state <> 'published' AND new.parent_id IS NOT NULL BEGIN
	UPDATE `comments` SET `answered_at` = coalesce(new.state_at, new.written_at)
	WHERE `id` = new.parent_id AND `answered_at` IS NULL
		AND coalesce(`member_id`, `guest_id`, `person`) IS NOT coalesce(new.member_id, new.guest_id, new.person);
END;
--> statement-breakpoint
-- What happened in each hour, for the picture of the week; an hour is 3 600 000 ms.
CREATE TRIGGER `hours_added` AFTER INSERT ON `comments`
WHEN new.state = 'published' OR (new.state = 'held' AND new.held_for IS NOT 'resting') BEGIN
	INSERT INTO `hours` (`hour`, `measure`, `conversation`, `count`)
	VALUES (coalesce(new.state_at, new.written_at) / 3600000, new.state, new.conversation, 1)
	ON CONFLICT DO UPDATE SET `count` = `count` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `hours_changed` AFTER UPDATE OF `state` ON `comments`
WHEN (new.state = 'published' AND old.state = 'held') OR (new.state = 'held' AND old.state <> 'held') BEGIN
	INSERT INTO `hours` (`hour`, `measure`, `conversation`, `count`)
	VALUES (coalesce(new.state_at, new.written_at) / 3600000, new.state, new.conversation, 1)
	ON CONFLICT DO UPDATE SET `count` = `count` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `hours_answered` AFTER UPDATE OF `answered_at` ON `comments`
WHEN old.answered_at IS NULL AND new.answered_at IS NOT NULL AND new.asks = 1 BEGIN
	INSERT INTO `hours` (`hour`, `measure`, `conversation`, `count`)
	VALUES (new.answered_at / 3600000, 'answered', new.conversation, 1)
	ON CONFLICT DO UPDATE SET `count` = `count` + 1;
END;
--> statement-breakpoint
-- What the filter learned from an example that is gone is to be learned anew, without it.
CREATE TRIGGER `examples_gone` AFTER DELETE ON `examples` BEGIN
	UPDATE `filters` SET `made_at` = 0;
END;
--> statement-breakpoint
-- How many answers of theirs settled a question: those that everybody may read.
CREATE TRIGGER `answers_marked` AFTER UPDATE OF `answer` ON `conversations`
WHEN old.answer IS NOT new.answer BEGIN
	UPDATE `members` SET `answers` = `answers` - 1
	WHERE `id` = (SELECT `member_id` FROM `comments` WHERE `id` = old.answer AND `state` = 'published');
	UPDATE `members` SET `answers` = `answers` + 1
	WHERE `id` = (SELECT `member_id` FROM `comments` WHERE `id` = new.answer AND `state` = 'published');
END;
--> statement-breakpoint
CREATE TRIGGER `answers_changed` AFTER UPDATE OF `state`, `member_id` ON `comments`
WHEN ((old.state = 'published') <> (new.state = 'published') OR old.member_id IS NOT new.member_id)
	AND (SELECT `answer` FROM `conversations` WHERE `id` = new.conversation) = new.id BEGIN
	UPDATE `members` SET `answers` = `answers` - (old.state = 'published') WHERE `id` = old.member_id;
	UPDATE `members` SET `answers` = `answers` + (new.state = 'published') WHERE `id` = new.member_id;
END;
