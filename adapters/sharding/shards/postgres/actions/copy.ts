import { makeSlot, subscribe } from '../streams.ts';
import type { Work } from '../work.ts';

/** The target copies the rows and follows; the slot is made first, so that a crash leaves nothing that has no name of ours. */
export async function copy({ source, target, made }: Work): Promise<void> {
  await makeSlot(source, made.stream);
  await subscribe(source, target, made.stream, true);
}
