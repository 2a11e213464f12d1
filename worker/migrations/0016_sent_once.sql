ALTER TABLE `comments` ADD `form_key` text;--> statement-breakpoint
CREATE INDEX `comments_form` ON `comments` (`form_key`) WHERE form_key is not null;