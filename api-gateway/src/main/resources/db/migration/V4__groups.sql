-- What people sort a service under, such as a team or a product; empty if nothing.
ALTER TABLE services ADD COLUMN group_name text NOT NULL DEFAULT '';
