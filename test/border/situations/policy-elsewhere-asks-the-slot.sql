-- Who may see rows of a table outside is asked of the slot.
--@ slot
CREATE TABLE allowed (id int PRIMARY KEY)
--@ afterwards
CREATE TABLE public.watched (id int PRIMARY KEY);
CREATE POLICY of_the_slot ON public.watched USING (id IN (SELECT id FROM @.allowed))
--@ refused: cannot be copied yet: .*of_the_slot
