import { madeNames } from '../made-names.ts';
import { note, noteOn } from '../notes.ts';
import { reconnect } from '../streams.ts';
import type { Work } from '../work.ts';

/** A stream that has just been made anew is given so long to connect, milliseconds. */
const restMs = 5_000;

/** Connects the stream anew: its password was changed by somebody, or the other server has another address by now. */
export async function connect({ source, target, move, made, nowMs, streams: least }: Work): Promise<void> {
  const isBack = move.is === 'reversible';
  const [from, to] = isBack ? [target, source] : [source, target];
  const name = isBack ? madeNames({ ...move, way: 'back' }).stream : made.stream;
  const what = `connected ${name}`;
  const known = await noteOn(to.session, made.schema, what);
  if (known !== null && nowMs() - Number(known) < restMs) return;
  await note(to.session, made.schema, what, String(nowMs()));
  // The first look at a stream that was just made sees it unconnected too.
  if (known !== null) await reconnect({ source: from, target: to, name, least });
}
