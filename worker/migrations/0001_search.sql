-- The words of `documents`, as FTS5: an external-content table that follows by triggers.
CREATE VIRTUAL TABLE `documents_words` USING fts5(
	`title`,
	`text`,
	content = 'documents',
	content_rowid = 'number',
	tokenize = 'unicode61 remove_diacritics 2'
);
--> statement-breakpoint
CREATE TRIGGER `documents_added` AFTER INSERT ON `documents` BEGIN
	INSERT INTO `documents_words` (`rowid`, `title`, `text`) VALUES (new.number, new.title, new.text);
END;
--> statement-breakpoint
CREATE TRIGGER `documents_removed` AFTER DELETE ON `documents` BEGIN
	INSERT INTO `documents_words` (`documents_words`, `rowid`, `title`, `text`)
	VALUES ('delete', old.number, old.title, old.text);
END;
--> statement-breakpoint
CREATE TRIGGER `documents_changed` AFTER UPDATE ON `documents` BEGIN
	INSERT INTO `documents_words` (`documents_words`, `rowid`, `title`, `text`)
	VALUES ('delete', old.number, old.title, old.text);
	INSERT INTO `documents_words` (`rowid`, `title`, `text`) VALUES (new.number, new.title, new.text);
END;
--> statement-breakpoint
INSERT INTO `documents_words` (`documents_words`) VALUES ('rebuild');
