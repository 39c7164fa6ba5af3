-- A label of an enum is added at the new owner: going back would lose rows that have it.
--@ both sides
CREATE TYPE public.border_phase AS ENUM ('begun')
--@ slot
CREATE TABLE t (id int PRIMARY KEY, is_now public.border_phase)
--@ after the move
ALTER TYPE public.border_phase ADD VALUE 'done'
--@ way back closed: would lose what was changed since the move: .*border_phase
