CREATE INDEX `comments_hosted` ON `comments` (`person`,`id`) WHERE state = 'published' and member_id is null and person is not null;
