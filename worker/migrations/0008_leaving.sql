CREATE INDEX `guests_mailbox` ON `guests` (lower(email));--> statement-breakpoint
-- What is removed leaves the index of the search at once. Without this, FTS5 keeps the words beside
-- a note that they are gone, until it happens to merge the two.
INSERT INTO `documents_words` (`documents_words`, `rank`) VALUES ('secure-delete', 1);
--> statement-breakpoint
INSERT INTO `documents_words` (`documents_words`) VALUES ('rebuild');
