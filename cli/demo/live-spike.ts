import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError } from '../command-error.ts';
import type { Sizing } from './sizing.ts';
import type { Minute, Stage } from './stage.ts';

const minuteMs = 60_000;
const pollMs = 20;
const patienceMs = 20_000;
/** Units that the spike needs more than there are. */
const spikeUnits = 4;

/** What a spike in real time came to: from how many units to how many, and how fast. */
export interface LiveSpike {
  readonly from: number;
  readonly to: number;
  /** From the data point that wakes the alarm to the changed desired capacity. */
  readonly alarmToCapacityMs: number;
}

/**
 * A spike in real time, by the real path: data point, alarm, SNS, SQS, function, Auto Scaling group. The spike fills the
 * last complete minutes, which is what the function reads; one point at now is what the alarm sees.
 */
export async function liveSpike(
  stage: Stage,
  sizing: Sizing,
  signal: AbortSignal,
  nowMs: () => number,
): Promise<LiveSpike> {
  const from = await stage.asked();
  const requests = (from + spikeUnits) * sizing.requestsPerUnit;
  await stage.report(lastMinutes(nowMs(), requests, from));
  const startMs = performance.now();
  await stage.reportLoad(nowMs(), requests / Math.max(1, from), 1);
  while (performance.now() - startMs < patienceMs) {
    const to = await stage.asked();
    const alarmToCapacityMs = Math.round(performance.now() - startMs);
    if (to !== from) return { from, to: await askedByAlarm(stage, to), alarmToCapacityMs };
    await sleep(pollMs, undefined, { signal });
  }
  throw new CommandError(
    `the alarm ${stage.outputs.AlarmName} saw a spike, but capacity was still ${from} after ${patienceMs / 1000} s`,
  );
}

/** The ledger has to say that it was the alarm that woke the function, and not the schedule that also runs. */
async function askedByAlarm(stage: Stage, to: number): Promise<number> {
  const entries = await stage.entries(5);
  const byAlarm = entries.some(({ signal, decision }) => signal.kind === 'alarm' && decision?.change?.units === to);
  if (!byAlarm)
    throw new CommandError(
      `capacity went to ${to}, but no entry says that the alarm ${stage.outputs.AlarmName} woke the look`,
    );
  return to;
}

function lastMinutes(nowMs: number, requests: number, running: number): Minute[] {
  const thisMinuteMs = Math.floor(nowMs / minuteMs) * minuteMs;
  return [3, 2, 1].map((ago) => ({ atMs: thisMinuteMs - ago * minuteMs, requests, running, busy: 1 }));
}
