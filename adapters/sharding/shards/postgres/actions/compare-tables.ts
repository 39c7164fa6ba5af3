import { eventTriggers } from '../catalogue/event-triggers.ts';
import { differences, fingerprint } from '../catalogue/fingerprint.ts';
import { stampOf } from '../catalogue/stamp.ts';
import { unpublished } from '../catalogue/unpublished.ts';
import { comparedNote } from '../made-names.ts';
import { note } from '../notes.ts';
import type { Work } from '../work.ts';
import { noteSlot } from './prepare.ts';

/**
 * Compares everything but rows between the two sides; what differs, or null. Where nothing does, it is noted as what the source
 * was seen to be, and a cut succeeds only while it is still so.
 */
export async function compareTables(work: Work): Promise<string | null> {
  const { source, target, leg, made, move } = work;
  const stamp = await stampOf(source.session, leg.live);
  await noteSlot(work);
  const ofSource = await fingerprint(source.session, leg.live);
  const ofTarget = await fingerprint(target.session, leg.live);
  const told =
    (await madeMeanwhile(work)) ??
    (await unpublished(source.session, leg.live, made.stream)) ??
    differences([`"${source.shard}"`, ofSource], [`"${target.shard}"`, ofTarget]);
  if (told !== null) return `the tables of ${leg.live} are not the same on both sides: ${told}; move it again`;
  for (const { session } of [source, target]) await note(session, made.schema, comparedNote(move), stamp);
  return null;
}

/** Event triggers that were not there before the move: none may meet it between the fence and the opening. */
async function madeMeanwhile({ source, target }: Work): Promise<string | null> {
  for (const { session, shard } of [source, target]) {
    const [row] = await session.query(`SELECT string_agg(what, ', ') AS names FROM (${eventTriggers}) found`);
    if (row?.names != null)
      return `event triggers were made on "${shard}" meanwhile: ${row.names} (ALTER EVENT TRIGGER ... DISABLE)`;
  }
  return null;
}
