-- What is published can be found, and nothing else, whoever changes it: a form, the command line or
-- the loading of a sample. A comment carries no title of its own: a conversation's title must find
-- the post, and not everything that was ever said below it.
CREATE TRIGGER `comments_said` AFTER INSERT ON `comments` WHEN new.state = 'published' BEGIN
	INSERT INTO `documents` (`id`, `title`, `text`, `address`)
	VALUES ('comment:' || new.id, '', new.body, 'comments/' || new.id || '/');
END;
--> statement-breakpoint
CREATE TRIGGER `comments_changed` AFTER UPDATE OF `state`, `body` ON `comments`
WHEN old.state <> new.state OR old.body <> new.body BEGIN
	DELETE FROM `documents` WHERE `id` = 'comment:' || new.id;
	INSERT INTO `documents` (`id`, `title`, `text`, `address`)
	SELECT 'comment:' || new.id, '', new.body, 'comments/' || new.id || '/'
	WHERE new.state = 'published';
END;
--> statement-breakpoint
CREATE TRIGGER `comments_gone` AFTER DELETE ON `comments` BEGIN
	DELETE FROM `documents` WHERE `id` = 'comment:' || old.id;
END;
--> statement-breakpoint
INSERT OR REPLACE INTO `documents` (`id`, `title`, `text`, `address`)
SELECT 'comment:' || `id`, '', `body`, 'comments/' || `id` || '/' FROM `comments` WHERE `state` = 'published';
