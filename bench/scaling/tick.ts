import { join } from 'node:path';
import { measureInits } from '../init.ts';
import { round } from '../round.ts';
import { measureAlarmToCapacity } from './alarm-to-capacity.ts';
import { countReads } from './count-calls.ts';
import { measureDecide } from './decide.ts';
import { measureLooks } from './look-in-memory.ts';
import { targetKinds } from './targets/catalogue.ts';

const root = join(import.meta.dirname, '../..');

const init = measureInits(join(root, 'dist/functions'), join(root, '.local/bench'));
const allocator = init.find((one) => one.function === 'resource-allocator');
const decideMicroseconds = round(measureDecide());
const tick: object[] = [];
for (const scalables of [100, 1000, 10_000]) {
  for (const target of targetKinds) {
    const cpuMs = round(await measureLooks(target, scalables));
    tick.push({ scalables, target, cpuMs, ...(await countReads(target, scalables)) });
  }
}
const alarmToCapacityMs = await orNull(() => measureAlarmToCapacity(root));
console.log(
  JSON.stringify({
    initBytes: allocator?.bytes,
    initOverEmptyMs: allocator?.overEmptyMs,
    decideMicroseconds,
    tick,
    alarmToCapacityMs,
    init,
  }),
);

/** A machine without Python has no local AWS: then there is no figure, and the reason on stderr. */
async function orNull<T>(measure: () => Promise<T>): Promise<T | null> {
  try {
    return await measure();
  } catch (error) {
    console.error(`alarmToCapacityMs was not measured: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}
