import type { ScalingEntry } from '../../core/scaling/scaling-entry.ts';
import { CommandError } from '../command-error.ts';
import type { DemandDay } from './demand-day.ts';
import { Instances } from './instances.ts';
import { neededUnits, type Sizing } from './sizing.ts';
import type { Minute, Stage } from './stage.ts';

const minuteMs = 60_000;
/** A look each five minutes: the local AWS takes about a hundred milliseconds for one. */
const lookEveryMinutes = 5;

/** One look of the replayed day. */
export interface DayLook {
  /** The minute of the day at which it looked. */
  readonly minute: number;
  readonly entry: ScalingEntry;
  readonly askedBefore: number;
  readonly askedAfter: number;
}

/** What the day came to. */
export interface PlayedDay {
  readonly looks: readonly DayLook[];
  /** By minute of the day. */
  readonly asked: readonly number[];
  readonly running: readonly number[];
}

interface DayPlan {
  readonly day: DemandDay;
  readonly sizing: Sizing;
  readonly leadSeconds: number;
  /** The recent day whose time the functions take for now, start in milliseconds since 1970. */
  readonly playedStartMs: number;
  readonly onLook: (done: number, total: number, look: DayLook) => void;
}

/** Replays a day against the deployed example: reports each five minutes' data, turns the clock on, wakes the function, reads the group. */
export async function replayDay(stage: Stage, plan: DayPlan): Promise<PlayedDay> {
  const { day, sizing, leadSeconds } = plan;
  const first = day.perMinute.find((value) => value !== null) ?? 0;
  const start = neededUnits(first, sizing);
  await stage.setClock(plan.playedStartMs);
  await stage.forgetFullLook();
  await stage.ask(start);
  const play: Play = {
    stage,
    plan,
    instances: new Instances(start, leadSeconds),
    looks: [],
    asked: [],
    running: [],
    askedNow: start,
  };
  const total = day.perMinute.length / lookEveryMinutes;
  for (let done = 1; done <= total; done++) plan.onLook(done, total, await playLook(play, done * lookEveryMinutes));
  await stage.setClock(null);
  return play;
}

interface Play {
  readonly stage: Stage;
  readonly plan: DayPlan;
  readonly instances: Instances;
  readonly looks: DayLook[];
  readonly asked: number[];
  readonly running: number[];
  askedNow: number;
}

async function playLook(play: Play, minute: number): Promise<DayLook> {
  const { stage, plan } = play;
  const nowMs = plan.playedStartMs + minute * minuteMs;
  await stage.report(passMinutes(play, minute));
  await stage.setClock(nowMs);
  const entry = await wakeAndSee(stage, nowMs);
  const askedAfter = await stage.asked();
  const look = { minute, entry, askedBefore: play.askedNow, askedAfter };
  play.instances.ask(askedAfter, nowMs);
  play.askedNow = askedAfter;
  play.looks.push(look);
  return look;
}

function passMinutes({ plan, instances, asked, running, askedNow }: Play, minute: number): Minute[] {
  const minutes: Minute[] = [];
  for (let at = minute - lookEveryMinutes; at < minute; at++) {
    const atMs = plan.playedStartMs + at * minuteMs;
    const serving = instances.runningAt(atMs);
    asked.push(askedNow);
    running.push(serving);
    minutes.push({ atMs, requests: plan.day.perMinute[at] ?? null, running: serving });
  }
  return minutes;
}

/** The schedule's tick, as EventBridge Scheduler sends it; where a tick of the real schedule came first, a look by name. */
async function wakeAndSee(stage: Stage, nowMs: number): Promise<ScalingEntry> {
  const tick = { source: 'headroom.tick', id: `demo-${nowMs}`, time: new Date(nowMs).toISOString() };
  const [entry = null] = await stage.wake(tick);
  if (entry?.decision) return entry;
  const [second = null] = await stage.wake({ scalable: stage.outputs.Scalable });
  if (second?.decision) return second;
  throw new CommandError(
    `the look at ${tick.time} came to no decision: ${JSON.stringify((second ?? entry)?.outcome ?? null)}`,
  );
}
