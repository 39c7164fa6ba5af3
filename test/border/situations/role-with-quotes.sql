-- Names of roles, tables and constraints that have to be quoted.
--@ both sides
DO $$ BEGIN CREATE ROLE "border's ""odd"" $open$ %I"; EXCEPTION WHEN duplicate_object OR unique_violation THEN END $$
--@ slot
CREATE TABLE "ta'b""le %s $cut$" ("id $x$" int CONSTRAINT "ke'y %I" PRIMARY KEY, "v\" text DEFAULT E'a\\b''$$');
INSERT INTO "ta'b""le %s $cut$" SELECT i FROM generate_series(1, 9) i
--@ afterwards
GRANT USAGE, CREATE ON SCHEMA @ TO "border's ""odd"" $open$ %I";
GRANT SELECT ON @."ta'b""le %s $cut$" TO "border's ""odd"" $open$ %I"
--@ application
UPDATE "ta'b""le %s $cut$" SET "v\" = 'w' WHERE "id $x$" = 1
