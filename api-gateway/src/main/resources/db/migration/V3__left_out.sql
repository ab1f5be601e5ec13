-- Single results of the same service that were not recorded since the row before, because there were too many.
ALTER TABLE checks ADD COLUMN left_out int NOT NULL DEFAULT 0;
ALTER TABLE telemetry ADD COLUMN left_out int NOT NULL DEFAULT 0;
