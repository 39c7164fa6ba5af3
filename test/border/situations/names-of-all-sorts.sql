-- Names with line ends, tabs, percent signs, quotes of all sorts, and those of the catalogue and of the mover.
--@ slot
CREATE TABLE pg_class (id int PRIMARY KEY, "select" int, "%I" text, "$1" text);
CREATE TABLE marks (id int PRIMARY KEY);
CREATE TABLE notes (what text PRIMARY KEY, told text);
CREATE TABLE "per %s	and tab" ("the
key" serial PRIMARY KEY, "%s%%" text DEFAULT E'a\nb', "🐘" int CHECK ("🐘" > 0), "$cut$" int UNIQUE, "a""b'c\d" int);
CREATE INDEX "%1$s" ON "per %s	and tab" (("🐘" + 1)) WHERE "$cut$" > 0;
COMMENT ON COLUMN "per %s	and tab"."🐘" IS E'ele\nphant $open$ ''x''';
INSERT INTO "per %s	and tab" ("🐘") SELECT i FROM generate_series(1, 20) i;
INSERT INTO pg_class VALUES (1, 2, '%', '$2');
INSERT INTO marks VALUES (1);
INSERT INTO notes VALUES ('cut', 'not')
--@ application
INSERT INTO notes SELECT 'n' || count(*), NULL FROM notes;
UPDATE pg_class SET "select" = 5
