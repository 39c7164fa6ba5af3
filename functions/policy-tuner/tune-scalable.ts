import type { Measured } from '../../adapters/scaling/measured.ts';
import type { ConfigRead } from '../../adapters/scaling/read-config.ts';
import type { Tunings } from '../../adapters/scaling/tunings.ts';
import { notConfigured } from '../../core/looking/not-configured.ts';
import { Refusal } from '../../core/model/errors.ts';
import type { Source } from '../../core/readings/series.ts';
import { budgetOf } from '../../core/scaling/config/budget.ts';
import type { SizeChoice } from '../../core/scaling/config/choice.ts';
import { policyKindOf } from '../../core/scaling/config/policy-kinds.ts';
import type { ScalableConfig } from '../../core/scaling/config/scalable.ts';
import { decidingConfig } from '../../core/scaling/deciding-config.ts';
import { measuredLeadSeconds } from '../../core/scaling/launches.ts';
import { pooledConfig } from '../../core/scaling/pool/pooled-config.ts';
import type { Tuned } from '../../core/scaling/tell-tuning.ts';
import type { DemandDay, Tuning } from '../../core/scaling/tuning.ts';
import { withChoice } from '../../core/scaling/with-choice.ts';
import { recordedWorld, type SizedTuned } from '../../sim/scaling/tuning/recorded-world.ts';
import { nearest, replayIncumbent } from '../../sim/scaling/tuning/replay-incumbent.ts';
import { tune } from '../../sim/scaling/tuning/tune.ts';
import type { PoolKind } from '../../sim/scaling/world/pool-kind.ts';
import type { World } from '../../sim/scaling/world/world.ts';
import type { Trace } from '../../sim/workloads/trace.ts';
import { recordedDays } from './recorded-days.ts';
import type { SizedNight } from './size-of-night.ts';

const minuteMs = 60_000;
const minutesOfDay = 1440;

/** What tuning one scalable needs. */
export interface TuningWorld {
  readonly settings: { all(): Promise<ReadonlyMap<string, ConfigRead>> };
  readonly tunings: Tunings;
  /** Makes readers anew: each scalable's reads are of a range of their own. */
  source(): Source;
  measured(scalable: string): Promise<Measured>;
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
  const measured = await world.measured(scalable);
  const policy = sizedOf(config, measured);
  if (policy === null)
    return { scalable, dryRun, tuning: null, because: 'it is not known yet what one of its units serves' };
  const tuning = await choose(config, policy, { days, measured }, world.tunings, nowMs);
  if (!dryRun) await world.tunings.putTuning(tuning);
  return { scalable, dryRun, tuning, because: tuning.because };
}

function configOf(scalable: string, all: ReadonlyMap<string, ConfigRead>): ScalableConfig {
  const config = all.get(scalable);
  if (config === undefined) throw new Refusal(notConfigured('scaling', scalable, all.keys()));
  if (config instanceof Refusal) throw config;
  return config;
}

/** The policy that is to be tuned, with what one of its units serves; null where that is not known yet. */
function sizedOf(config: ScalableConfig, measured: Measured): SizedTuned | null {
  const policy = config.policies.find((one) => one.kind === 'tuned');
  if (policy === undefined)
    throw new Refusal(`${config.scalable} has no policy of the kind tuned, so there is nothing to choose`);
  const unitPerSecond = policy.unitPerSecond ?? measured.unitPerSecond;
  return unitPerSecond === null ? null : { ...policy, unitPerSecond };
}

async function choose(
  config: ScalableConfig,
  policy: SizedTuned,
  { days, measured }: { readonly days: readonly DemandDay[]; readonly measured: Measured },
  tunings: Tunings,
  atMs: number,
): Promise<Tuning> {
  const before = await tunings.tuning(config.scalable);
  const recorded = joined(config.scalable, days);
  const leads = { configured: config.leadSeconds, measured: measured.leads };
  const pool = await poolOf(config, measured);
  const world = recordedWorld(recorded.demand, policy, leads, undefined, pool);
  // Beside policies of AWS what ran is theirs, so that no record tells how well the incumbent is replayed.
  const acts = config.mode === 'on' && config.beside === undefined;
  const replays = (one: ScalableConfig) => replay(one, policy.reading, before as Tuning, recorded.running, world);
  const check = acts && before !== null ? nearest(asItStood(config, policy).map(replays)) : null;
  const { scalable } = config;
  const tuning = tune({ scalable, atMs, sloBudgetPercent: budgetOf(config), world, before, acts, check });
  const size = await sizeFor(config, policy, { demand: recorded.demand.values, measured, atMs });
  if (size === null) return tuning;
  return { ...tuning, choice: { ...tuning.choice, size }, because: `${tuning.because}; ${size.size}: ${size.says}` };
}

/** The size that units should have, where something is said of sizes; null where they should keep what they have. */
async function sizeFor(
  config: ScalableConfig,
  { unitPerSecond }: SizedTuned,
  { measured, ...known }: Pick<SizedNight, 'demand' | 'atMs'> & { readonly measured: Measured },
): Promise<SizeChoice | null> {
  const { sizes } = config;
  if (sizes === undefined) return null;
  const leadSeconds = measuredLeadSeconds(measured, config.leadSeconds);
  const { sizeOfNight } = await import('./size-of-night.ts');
  return sizeOfNight({ ...known, config, sizes, unitPerSecond, leadSeconds, now: measured.size ?? null });
}

/** The pool that is to be played beside it; null where there is none, or it is given up. */
async function poolOf({ warmPool }: ScalableConfig, { warmLeads, hasGivenUp }: Measured): Promise<PoolKind | null> {
  if (warmPool === undefined || warmPool.mode === 'off' || hasGivenUp) return null;
  const warmLeadSeconds = measuredLeadSeconds({ leads: warmLeads }, warmPool.leadSeconds);
  // The price list is read where something is priced by it.
  const { poolPrice } = await import('../../core/scaling/pool/pool-price.ts');
  return { warmLeadSeconds, price: poolPrice(warmPool) };
}

/**
 * What the incumbent may have decided by. Where a unit's capacity is learned, it had learned nothing yet when the recorded
 * days began, or all that is known by now: nobody recorded which.
 */
function asItStood(config: ScalableConfig, policy: SizedTuned): ScalableConfig[] {
  const isLearned = config.policies.some((one) => one.kind === 'tuned' && one.unitPerSecond === null);
  const known = { ...config, policies: config.policies.map((one) => (one.kind === 'tuned' ? policy : one)) };
  return isLearned ? [config, known] : [config];
}

function replay(
  config: ScalableConfig,
  demand: string,
  before: Tuning,
  running: Float64Array,
  world: World,
): Tuning['check'] {
  const deciding = decidingConfig(withChoice(config, before.choice));
  const { workload } = world;
  const fromStep = Math.max(0, Math.ceil((before.choice.sinceMs - workload.startMs) / (workload.stepSeconds * 1000)));
  const policies = deciding.policies.map((policy) => policyKindOf(policy).simulated(policy, demand));
  const inForce = { ...deciding, policies };
  const pooled =
    world.pool === null || config.warmPool === undefined
      ? null
      : pooledConfig(inForce, config.warmPool, inForce.poolAsking !== null);
  return replayIncumbent({ world, running, fromStep, toStep: workload.steps, config: inForce, pooled });
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
