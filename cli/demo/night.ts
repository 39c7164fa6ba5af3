import { dynamoDbLedger } from '../../adapters/ledger/dynamodb.ts';
import { dynamoDbSettings } from '../../adapters/scaling/settings.ts';
import { tunings } from '../../adapters/scaling/tunings.ts';
import { Refusal } from '../../core/model/errors.ts';
import type { Memory } from '../../core/model/memory.ts';
import type { Ledger } from '../../core/ports.ts';
import { budgetOf } from '../../core/scaling/config/budget.ts';
import { firstAsking } from '../../core/scaling/config/choice.ts';
import { policyKindOf } from '../../core/scaling/config/policy-kinds.ts';
import type { ScalableConfig } from '../../core/scaling/config/scalable.ts';
import { decidingConfig } from '../../core/scaling/deciding-config.ts';
import type { Kept } from '../../core/scaling/observation.ts';
import type { Tuned } from '../../core/scaling/tell-tuning.ts';
import type { DemandDay as RecordedDay, Tuning } from '../../core/scaling/tuning.ts';
import { withChoice } from '../../core/scaling/with-choice.ts';
import { Decided } from '../../sim/scaling/world/decided.ts';
import { CommandError } from '../command-error.ts';
import { type DemandDay, dayMs } from './demand-day.ts';
import { type Played, sizedPolicy, worldOf } from './score-day.ts';
import type { Stage } from './stage.ts';

const minuteMs = 60_000;
const minutesOfDay = 1440;

/** The config of the scalable that is played, as the deployed functions read it. */
export async function configOf(stage: Stage): Promise<ScalableConfig> {
  const { Scalable } = stage.outputs;
  const config = (await dynamoDbSettings(stage.table).all()).get(Scalable);
  if (config === undefined) throw new CommandError(`${Scalable} has no config in the table of its deployment`);
  if (config instanceof Refusal) throw config;
  return config;
}

/** What the night before the played day came to. */
export interface Chosen {
  readonly tuned: Tuned;
  /** Units that were asked for last. */
  readonly asked: number;
}

/**
 * Puts the days before on record, and what scaling remembers of them, as if Headroom had been in charge in its first way of
 * asking; then has the deployed tuner choose once, at `midnightMs`. Null where the trace has no days before.
 */
export async function chooseAtNight(
  stage: Stage,
  { past }: DemandDay,
  midnightMs: number,
  played: Played,
): Promise<Chosen | null> {
  const [oldest] = past;
  if (oldest === undefined) return null;
  const { table, outputs } = stage;
  const startMs = midnightMs - oldest.daysAgo * dayMs;
  const { days, memory, asked } = live(past, startMs, played);
  const store = tunings(table);
  await store.putTuning(inCharge(played.config, startMs));
  for (const day of days) await store.putDay(outputs.Scalable, day);
  await remember(dynamoDbLedger(table), outputs.Scalable, memory, midnightMs);
  return { tuned: await stage.tune(), asked };
}

/** Lives through the days before, in the simulated world, by what decides in the deployed function too. */
function live(past: DemandDay['past'], startMs: number, played: Played) {
  const days = past[0]?.daysAgo ?? 0;
  const all = new Array<number | null>(days * minutesOfDay).fill(null);
  for (const { daysAgo, perMinute } of past) all.splice((days - daysAgo) * minutesOfDay, minutesOfDay, ...perMinute);
  const { policies } = played.config;
  const simulated = policies.map((policy) => policyKindOf(policy).simulated(policy, sizedPolicy(played).reading));
  const config = decidingConfig(withChoice({ ...played.config, policies: simulated }, firstAsking));
  const decided = new Decided(startMs, () => config);
  const { served, asked } = worldOf(all, startMs, played).run(decided);
  const recorded = past.map(({ daysAgo, perMinute }): RecordedDay => {
    const from = (days - daysAgo) * minutesOfDay;
    return {
      schema: 1,
      day: new Date(startMs + from * minuteMs).toISOString().slice(0, 10),
      perSecond: perMinute.map((value) => (value === null ? null : value / 60)),
      running: [...served.slice(from, from + minutesOfDay)],
    };
  });
  return { days: recorded, memory: decided.memory, asked: asked[asked.length - 1] ?? 1 };
}

/** Leaves behind what a look at midnight would have left behind. */
async function remember(ledger: Ledger, subject: string, memory: Memory<Kept>, atMs: number): Promise<void> {
  const capability = 'scaling';
  const lease = { capability, subject, owner: 'demo', untilMs: atMs + minuteMs, term: 1, promised: false };
  const signal = { kind: 'tick', id: 'demo-midnight', atMs, dryRun: false } as const;
  const outcome = { is: 'unchanged', because: { says: 'the days before were put on record' } } as const;
  const id = `${String(atMs).padStart(15, '0')}-demo`;
  const entry = {
    schema: 2,
    id,
    capability,
    subject,
    atMs,
    signal,
    observation: null,
    decision: null,
    outcome,
  } as const;
  await ledger.take(lease, atMs);
  await ledger.release({ ...lease, term: 2 }, { was: null, memory }, entry);
}

/** As it stands before the first night. */
function inCharge(config: ScalableConfig, sinceMs: number): Tuning {
  return {
    schema: 1,
    scalable: config.scalable,
    atMs: sinceMs,
    switched: false,
    choice: { schema: 1, ...firstAsking, sinceMs },
    because: 'the first policy is used until a night has chosen another',
    check: null,
    days: 0,
    sloBudgetPercent: budgetOf(config),
    outlook: null,
    promised: null,
    table: [],
  };
}
