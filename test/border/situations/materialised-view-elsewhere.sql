-- A materialised view outside, over a table of the slot.
--@ slot
CREATE TABLE sales (id int PRIMARY KEY, n int);
CREATE MATERIALIZED VIEW public.sums AS SELECT sum(n) FROM sales
--@ refused: materialized view public.sums
