import type { ScalingEntry } from '../../core/scaling/scaling-entry.ts';
import { CommandError } from '../command-error.ts';
import type { DemandDay } from './demand-day.ts';
import { Instances } from './instances.ts';
import { neededUnits, type Sizing } from './sizing.ts';
import type { Minute, Stage } from './stage.ts';

const minuteMs = 60_000;
/** All is looked at each five minutes; between them what moves, and what its alarm wakes. */
const fullLookEveryMinutes = 5;
/** As the alarm of the example has it: a busy share above this wakes. */
const wakesAbove = 0.8;
/** A look takes a second or two where the machine is busy; one that has not ended by then has died with its lease. */
const mostLooks = 30;
const betweenLooksMs = 1000;
/** How busy the instances are that a day begins with, where nobody asked for any before. */
const startBusy = 0.6;

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

/** What it takes to play a day. */
export interface DayPlan {
  readonly day: DemandDay;
  readonly sizing: Sizing;
  readonly leadSeconds: number;
  /** The recent day whose time the functions take for now, start in milliseconds since 1970. */
  readonly playedStartMs: number;
  /** Units that run as it begins; null for those that its first minute needs. */
  readonly startUnits: number | null;
  readonly onLook: (done: number, total: number, look: DayLook) => void;
}

/**
 * Replays a day against the deployed example. Minute by minute CloudWatch is told what a load balancer and a group would tell
 * it; where a tick or the alarm would wake the function, the clock is turned on, the function woken and the group read.
 */
export async function replayDay(stage: Stage, plan: DayPlan): Promise<PlayedDay> {
  const { day } = plan;
  await stage.setClock(plan.playedStartMs);
  await stage.forgetFullLook();
  const first = day.perMinute.find((value) => value !== null) ?? 0;
  const start = plan.startUnits ?? neededUnits(first / startBusy, plan.sizing);
  await stage.ask(start);
  const play: Play = {
    stage,
    plan,
    instances: new Instances(start, plan.leadSeconds),
    looks: [],
    asked: [],
    running: [],
    askedNow: start,
    untold: [],
    busyBefore: 0,
    lookAgainAtMs: null,
  };
  const total = day.perMinute.length;
  for (let minute = 1; minute <= total; minute++) {
    pass(play, minute - 1);
    if (isDue(play, minute)) plan.onLook(minute, total, await playLook(play, minute));
  }
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
  /** Minutes that CloudWatch has not been told of yet. */
  untold: Minute[];
  /** How busy the instances were a minute before the last. */
  busyBefore: number;
  lookAgainAtMs: number | null;
}

/** Whether a tick or the alarm wakes a look at the end of a minute. */
function isDue({ plan, untold, busyBefore, lookAgainAtMs }: Play, minute: number): boolean {
  if (minute % fullLookEveryMinutes === 0) return true;
  const crosses = (untold[untold.length - 1]?.busy ?? 0) > wakesAbove !== busyBefore > wakesAbove;
  return crosses || (lookAgainAtMs !== null && lookAgainAtMs <= plan.playedStartMs + minute * minuteMs);
}

async function playLook(play: Play, minute: number): Promise<DayLook> {
  const { stage, plan } = play;
  const nowMs = plan.playedStartMs + minute * minuteMs;
  await stage.report(play.untold);
  play.untold = [];
  await stage.setClock(nowMs);
  const entry = await wakeAndSee(stage, nowMs);
  play.lookAgainAtMs = entry.decision?.lookAgainAtMs ?? null;
  const askedAfter = await stage.asked();
  const look = { minute, entry, askedBefore: play.askedNow, askedAfter };
  play.instances.ask(askedAfter, nowMs);
  play.askedNow = askedAfter;
  play.looks.push(look);
  return look;
}

/** Lets a minute pass, which begins at `at`. */
function pass(play: Play, at: number): void {
  const { plan, instances, asked, running, untold, askedNow } = play;
  const atMs = plan.playedStartMs + at * minuteMs;
  const serving = instances.runningAt(atMs);
  asked.push(askedNow);
  running.push(serving);
  play.busyBefore = untold[untold.length - 1]?.busy ?? play.busyBefore;
  untold.push(minuteOf(atMs, plan.day.perMinute[at] ?? null, serving, plan.sizing));
}

/** What a minute reports: instances are as busy as the requests make them. */
function minuteOf(atMs: number, requests: number | null, running: number, { requestsPerUnit }: Sizing): Minute {
  const busy = Math.min(1, (requests ?? 0) / Math.max(1, running * requestsPerUnit));
  return { atMs, requests, running, busy };
}

/**
 * The schedule's tick, as EventBridge Scheduler sends it; where a tick of the real schedule came first, looks by name until that
 * one has let go of the scalable.
 */
async function wakeAndSee(stage: Stage, nowMs: number): Promise<ScalingEntry> {
  const tick = { source: 'headroom.tick', id: `demo-${nowMs}`, time: new Date(nowMs).toISOString() };
  let [entry = null] = await stage.wake(tick);
  for (let again = 0; !entry?.decision && again < mostLooks; again++) {
    if (again > 0) await stage.pause(betweenLooksMs);
    [entry = null] = await stage.wake({ scalable: stage.outputs.Scalable });
  }
  if (entry?.decision) return entry;
  throw new CommandError(`the look at ${tick.time} came to no decision: ${JSON.stringify(entry?.outcome ?? null)}`);
}
