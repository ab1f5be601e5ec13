-- Answers that took longer than T; unknown of rows from before, which count none.
ALTER TABLE aggregates ADD COLUMN slow bigint NOT NULL DEFAULT 0;
