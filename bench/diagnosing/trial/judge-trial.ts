import { diagnose } from '../../../core/diagnosing/diagnose.ts';
import type { Diagnosis, Limit } from '../../../core/diagnosing/diagnosis.ts';
import type { PostgresServer } from '../../../local/postgres/start-postgres.ts';
import { random } from '../../../sim/workloads/random.ts';
import { play, type Snapshot } from './play.ts';
import { readingsOf } from './readings.ts';
import type { Settings } from './settings.ts';
import type { KnownLimit, Named, Trial } from './trials.ts';

/** What a diagnosis said of a service whose limit is known. */
export interface Said {
  readonly isKnown: boolean;
  readonly confidencePercent: number;
  readonly told: Named | null;
  readonly toldNext: Named | null;
  readonly isRight: boolean;
  /** Requests per second at which the first gives out: as told, and by how long it was held while it was played. */
  readonly toldPerSecond: number | null;
  readonly truePerSecond: number;
}

export interface JudgedTrial {
  readonly limit: string;
  readonly before: Said;
  readonly lifted: Said;
  /** Whether what was told to be next is what limits it once the first is lifted. */
  readonly movedAsTold: boolean;
}

/** Seconds that come before what is read: connections are opened, and code is compiled. */
const warmUp = 3;
/** The load goes from a quarter to so much of what there is. */
const [lowest, highest] = [0.25, 0.82];
/** The same draws for everybody. */
const seed = 1;

/** Plays a service with a limit in it and with the limit lifted, and compares what is told with what is true. */
export async function judgeTrial(server: PostgresServer, trial: Trial, seconds: number): Promise<JudgedTrial> {
  const before = await judgeLimited(server, trial, seconds);
  const lifted = await diagnosed(server, trial, { settings: trial.lifted, limit: trial.next, seconds });
  const { toldNext } = before;
  return { limit: trial.limit, before, lifted, movedAsTold: toldNext !== null && isSame(toldNext, lifted.told) };
}

/** The first half of that alone: with the limit in it. */
export function judgeLimited(server: PostgresServer, trial: Trial, seconds: number): Promise<Said> {
  return diagnosed(server, trial, { settings: trial.settings, limit: trial.truth, seconds });
}

interface Round {
  readonly settings: Settings;
  readonly limit: KnownLimit;
  readonly seconds: number;
}

async function diagnosed(server: PostgresServer, { read }: Trial, { settings, limit, seconds }: Round): Promise<Said> {
  const snapshots = (await play(server, settings, loadOf(limit, seconds + warmUp))).slice(warmUp);
  const diagnosis = diagnose(readingsOf(snapshots, settings, read), random(seed).uniform);
  const [first] = diagnosis.limits;
  return {
    ...told(diagnosis),
    isRight: diagnosis.verdict.is === 'known' && first !== undefined && isSame(limit, nameOf(first)),
    toldPerSecond: first === undefined ? null : first.saturation.value,
    truePerSecond: limit.truth(snapshots[0] as Snapshot, snapshots.at(-1) as Snapshot),
  };
}

function told({ verdict, limits: [first] }: Diagnosis) {
  const isKnown = verdict.is === 'known';
  const next = verdict.is === 'known' ? verdict.next : null;
  return {
    isKnown,
    confidencePercent: first?.nearFirstPercent ?? 0,
    told: first === undefined ? null : nameOf(first),
    toldNext: next === null ? null : nameOf(next),
  };
}

/** Up and down once, so that what grows with time is not taken for what grows with load. */
function loadOf({ about }: KnownLimit, seconds: number): readonly number[] {
  const [low, high] = [lowest * about, highest * about];
  return Array.from(
    { length: seconds },
    (_, second) => (low + high) / 2 - ((high - low) / 2) * Math.cos((2 * Math.PI * second) / seconds),
  );
}

function nameOf({ tier, resource }: Limit): Named {
  return { tier, resource };
}

function isSame(one: Named, other: Named | null): boolean {
  return one.tier === other?.tier && one.resource === other.resource;
}
