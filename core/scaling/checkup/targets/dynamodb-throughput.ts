import { are, counted } from '../../../model/counted.ts';
import { type Found, ofTold, ok, type Told, trouble, warning } from '../../../model/verdict.ts';
import type { ScalableConfig } from '../../config/scalable.ts';
import type { TargetConfig } from '../../config/target-kinds.ts';
import type { Rival } from '../../observation.ts';
import { announcedUnits, planWarming, tellUsdOnce, type WarmNow } from '../../warming/plan-warming.ts';
import type { TargetChecks } from '../check.ts';
import { foundOfRivals } from '../rivals.ts';

/** What DynamoDB tells of a table that Headroom could stumble over. */
export interface ThroughputFacts {
  readonly target: TargetConfig<'dynamodb-throughput'>;
  /** Null where there is no such table. */
  readonly table: Told<CheckedTable | null>;
  readonly rivals: Told<readonly Rival[]>;
}

/** A table as it is described. */
export interface CheckedTable {
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Why the number is not to be set; null where it is. */
  readonly notScalable: string | null;
  /** Decreases of this day that are made; null where they are not counted. */
  readonly decreasesToday: number | null;
  /** What it serves at once; left out where that was not asked. */
  readonly warm?: WarmNow;
}

/** So many decreases are taken at any time of a day. */
const free = 4;

export const throughputChecks: TargetChecks<ThroughputFacts> = {
  checks: {
    'the table': ({ table, target }) => ofTold(table, (told) => [existence(told, target)]),
    'decreases of the day': (facts) =>
      ofTable(facts, ({ decreasesToday }) => (decreasesToday === null ? [] : [decreases(decreasesToday)])),
    'warm throughput': (facts, config) => ofTable(facts, ({ warm }) => warmth(facts.target, warm, config)),
    'who else scales it': (facts, config) =>
      ofTable(facts, () => ofTold(facts.rivals, (rivals) => foundOfRivals(rivals, config))),
  },
  acts({ table }) {
    if ('unknown' in table || table.told === null) return null;
    const { arn: resourceArn, tags } = table.told;
    return { actions: ['dynamodb:DescribeTable', 'dynamodb:UpdateTable'], resourceArn, tags };
  },
};

/** What is found of a table that is there; where it is not, that is told once. */
function ofTable({ table }: ThroughputFacts, judge: (table: CheckedTable) => readonly Found[]): readonly Found[] {
  return 'unknown' in table || table.told === null ? [] : judge(table.told);
}

function existence(table: CheckedTable | null, { tableName, indexName, throughput }: ThroughputFacts['target']): Found {
  const told = `${throughput} of ${indexName === null ? '' : `the index "${indexName}" of `}the table "${tableName}"`;
  if (table === null) return trouble(`${told} does not exist here; correct its names, or the Region`);
  return table.notScalable === null ? ok(`${told} is there`) : trouble(table.notScalable);
}

function decreases(today: number): Found {
  if (today < free) return ok(`${today} of the ${free} decreases that are taken at once today are made`);
  return warning(
    `${counted(today, 'decrease')} ${are(today)} made today, so that each other one is taken an hour after the one before`,
  );
}

/** What is announced and more than a table serves at once is advised on, with its price: it can never be lowered again. */
function warmth(
  { throughput }: ThroughputFacts['target'],
  warm: WarmNow | undefined,
  config: ScalableConfig,
): readonly Found[] {
  const announced = announcedUnits(config, []);
  if (warm === undefined || announced === null) return [];
  const plan = planWarming(throughput, warm, announced.units);
  if (plan.is === 'warm') return [ok(`it serves the ${counted(plan.units, 'unit')} of its schedule at once`)];
  if (plan.is !== 'raise') return [];
  const says = `its schedule has a floor of ${plan.to}, and it serves ${plan.from} at once: what comes faster may be throttled until it has grown; to raise that costs about ${tellUsdOnce(plan.usdOnce)}, once, and is never undone`;
  return [warning(says, `headroom warm ${config.scalable} --dry-run`)];
}
