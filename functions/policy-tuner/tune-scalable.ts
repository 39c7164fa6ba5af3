import type { ConfigRead } from '../../adapters/scaling/read-config.ts';
import type { Tunings } from '../../adapters/scaling/tunings.ts';
import { notConfigured } from '../../core/looking/not-configured.ts';
import { Refusal } from '../../core/model/errors.ts';
import type { Source } from '../../core/readings/series.ts';
import { policyKindOf } from '../../core/scaling/config/policy-kinds.ts';
import type { ScalableConfig } from '../../core/scaling/config/scalable.ts';
import { decidingConfig } from '../../core/scaling/deciding-config.ts';
import type { Tuned } from '../../core/scaling/tell-tuning.ts';
import type { DemandDay, Tuning } from '../../core/scaling/tuning.ts';
import { withChoice } from '../../core/scaling/with-choice.ts';
import { recordedWorld } from '../../sim/scaling/tuning/recorded-world.ts';
import { replayIncumbent } from '../../sim/scaling/tuning/replay-incumbent.ts';
import { tune } from '../../sim/scaling/tuning/tune.ts';
import type { World } from '../../sim/scaling/world/world.ts';
import type { Trace } from '../../sim/workloads/trace.ts';
import { recordedDays } from './recorded-days.ts';

const minuteMs = 60_000;
const minutesOfDay = 1440;

/** What tuning one scalable needs. */
export interface TuningWorld {
  readonly settings: { all(): Promise<ReadonlyMap<string, ConfigRead>> };
  readonly tunings: Tunings;
  /** Makes readers anew: each scalable's reads are of a range of their own. */
  source(): Source;
  /** How long its newest launches took, seconds; empty where none was seen. */
  leads(scalable: string): Promise<readonly number[]>;
  nowMs(): number;
}

/** One scalable is to be tuned; a dry run answers its table and changes nothing. */
interface TuneOne {
  readonly scalable: string;
  readonly dryRun: boolean;
}

/** Chooses for one scalable, and stores that unless it is a dry run. Rejects with `Refusal` where it cannot be tuned at all. */
export async function tuneScalable({ scalable, dryRun }: TuneOne, world: TuningWorld): Promise<Tuned> {
  const nowMs = world.nowMs();
  const config = configOf(scalable, await world.settings.all());
  const days = await recordedDays({ source: world.source(), tunings: world.tunings }, config, nowMs, !dryRun);
  if (days.length === 0)
    return { scalable, dryRun, tuning: null, because: 'no whole day of its demand is on record yet' };
  const tuning = await choose(config, days, world, nowMs);
  if (!dryRun) await world.tunings.putTuning(tuning);
  return { scalable, dryRun, tuning, because: tuning.because };
}

function configOf(scalable: string, all: ReadonlyMap<string, ConfigRead>): ScalableConfig {
  const config = all.get(scalable);
  if (config === undefined) throw new Refusal(notConfigured('scaling', scalable, all.keys()));
  if (config instanceof Refusal) throw config;
  return config;
}

async function choose(
  config: ScalableConfig,
  days: readonly DemandDay[],
  { tunings, leads }: Pick<TuningWorld, 'tunings' | 'leads'>,
  atMs: number,
): Promise<Tuning> {
  const policy = config.policies.find((one) => one.kind === 'tuned');
  if (policy === undefined)
    throw new Refusal(`${config.scalable} has no policy of the kind tuned, so there is nothing to choose`);
  const [before, measured] = await Promise.all([tunings.tuning(config.scalable), leads(config.scalable)]);
  const recorded = joined(config.scalable, days);
  const world = recordedWorld(recorded.demand, policy, { configured: config.leadSeconds, measured });
  const acts = config.mode === 'on';
  const check =
    acts && before !== null ? replay(config, policy.reading, before, { world, running: recorded.running }) : null;
  const { scalable, sloBudgetPercent } = config;
  return tune({ scalable, atMs, sloBudgetPercent, world, before, acts, check });
}

function replay(
  config: ScalableConfig,
  demand: string,
  before: Tuning,
  { world, running }: { readonly world: World; readonly running: Float64Array },
): Tuning['check'] {
  const deciding = decidingConfig(withChoice(config, before.choice));
  const { workload } = world;
  const fromStep = Math.max(0, Math.ceil((before.choice.sinceMs - workload.startMs) / (workload.stepSeconds * 1000)));
  const policies = deciding.policies.map((policy) => policyKindOf(policy).simulated(policy, demand));
  const inForce = { ...deciding, policies };
  return replayIncumbent({ world, running, fromStep, toStep: workload.steps, config: inForce });
}

/** Days one after the other, from the first to the last; days between them that are not on record are gaps. */
function joined(name: string, days: readonly DemandDay[]): { demand: Trace; running: Float64Array } {
  const startMs = Date.parse(days[0]?.day ?? '');
  const endMs = Date.parse(days[days.length - 1]?.day ?? '');
  const minutes = Math.round((endMs - startMs) / minuteMs) + minutesOfDay;
  const values = new Float64Array(minutes).fill(Number.NaN);
  const running = new Float64Array(minutes).fill(Number.NaN);
  for (const { day, perSecond, running: ran } of days) {
    const first = Math.round((Date.parse(day) - startMs) / minuteMs);
    values.set(
      perSecond.map((value) => value ?? Number.NaN),
      first,
    );
    running.set(
      ran.map((units) => units ?? Number.NaN),
      first,
    );
  }
  return { demand: { name, startMs, stepSeconds: 60, values }, running };
}
