CREATE INDEX `comments_conversation` ON `comments` (`conversation`,`member_id`);--> statement-breakpoint
CREATE INDEX `messages_unseen` ON `messages` (`member_id`,`id`) WHERE seen_at is null;--> statement-breakpoint
CREATE INDEX `messages_idea_age` ON `messages` (`at`) WHERE kind = 'idea';--> statement-breakpoint
CREATE INDEX `outbox_urgent` ON `outbox` (`due_at`) WHERE event in ('guest.confirmation', 'guest.leaving', 'member.sign-in', 'member.e-mail');--> statement-breakpoint
CREATE INDEX `outbox_settled` ON `outbox` (`created_at`) WHERE due_at is null;--> statement-breakpoint
CREATE INDEX `sessions_expiry` ON `sessions` (`expires_at`);