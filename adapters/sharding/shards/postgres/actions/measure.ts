import { roundTrip } from '../mark.ts';
import { note } from '../notes.ts';
import type { Work } from '../work.ts';

const mostMs = 5_000;

/** How far the target is behind. */
export async function measure(work: Work): Promise<void> {
  const { made, target } = work;
  const lagMs = await roundTrip(work, mostMs);
  await note(target.session, made.schema, `lag ${work.move.way}`, String(lagMs ?? mostMs));
}
