import { makeSlot, subscribe } from '../streams.ts';
import type { Work } from '../work.ts';

/** The target copies the rows and follows; the slot is made first, so that a crash leaves nothing that has no name of ours. */
export async function copy({ source, target, made, leg, streams: least }: Work): Promise<void> {
  await makeSlot(source, made.stream);
  await subscribe({ source, target, name: made.stream, least }, { schema: leg.live, marks: made.schema });
}
