-- What was held, and what appeared, counts once: a decision that is taken back, or taken again, brings
-- a comment to where the record says that it has been.
DROP TRIGGER `hours_changed`;
--> statement-breakpoint
CREATE TRIGGER `hours_changed` AFTER UPDATE OF `state` ON `comments`
WHEN ((new.state = 'published' AND old.state = 'held') OR (new.state = 'held' AND old.state <> 'held'))
	AND NOT EXISTS (SELECT 1 FROM `log` WHERE `subject` = new.id AND `detail` ->> 'from' = new.state) BEGIN
	INSERT INTO `hours` (`hour`, `measure`, `conversation`, `count`)
	VALUES (coalesce(new.state_at, new.written_at) / 3600000, new.state, new.conversation, 1)
	ON CONFLICT DO UPDATE SET `count` = `count` + 1;
END;
