import { startFront } from '../front.ts';
import { TableRations } from './table-rations.ts';

/** How long a change takes, long enough to be seen under way. */
const delayMs = 300;

/** Starts what rations changes of tables before an emulator that takes all. Days and hours are counted by `nowMs`. */
export function startRations(nowMs: () => number): ReturnType<typeof startFront> {
  return startFront(() => {}, new TableRations({ nowMs, realNowMs: Date.now, delayMs }));
}
