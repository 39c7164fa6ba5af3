import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Command } from 'commander';
import { actingClient } from '../../adapters/aws/client-settings.ts';
import { dynamoDbSettings } from '../../adapters/scaling/settings.ts';
import { describeTable } from '../../adapters/scaling/targets/dynamodb-throughput/describe.ts';
import { raiseWarm, warmOf } from '../../adapters/scaling/targets/dynamodb-throughput/warm-throughput.ts';
import { isUnreadable } from '../../core/model/unreadable-override.ts';
import type { ScalableConfig } from '../../core/scaling/config/scalable.ts';
import { tellTarget } from '../../core/scaling/config/target-identity.ts';
import type { TargetConfig } from '../../core/scaling/config/target-kinds.ts';
import type { Override } from '../../core/scaling/observation.ts';
import { announcedUnits, planWarming, tellUsdOnce, type Warming } from '../../core/scaling/warming/plan-warming.ts';
import { CommandError } from '../command-error.ts';
import { confirm } from '../confirm.ts';
import { clientSettings, connect, type Where, withWhere } from '../connect.ts';
import { withExamples } from '../examples.ts';
import { parseCount } from '../parse-count.ts';
import { type Session, say, sayJson } from '../session.ts';

interface Options extends Where {
  readonly units?: number;
  readonly dryRun?: true;
  readonly yes?: true;
  readonly json?: true;
}

const examples = [
  ['headroom warm checkout/orders --dry-run', 'what it would cost before what is announced'],
  'headroom warm checkout/orders --units 40000',
] as const;

const after = `It can never be lowered, and is charged once. The price is an hour of as many provisioned units in us-east-1, as an estimate: the bill of AWS is what counts. What is warm enough already is left as it is, so a second run costs nothing.`;

/** The quota of a table is far below; this is what a whole number may be. */
const mostUnits = 10_000_000;

/** `headroom warm <scalable>`: raises what a DynamoDB table serves at once, before what is announced. */
export function warm(session: Session): Command {
  const command = withExamples(new Command('warm'), examples, { after })
    .description('raise what a DynamoDB table or index serves at once (its warm throughput), once, before an event')
    .argument('<scalable>', 'one that scales a number of a table, e.g. checkout/orders')
    .option(
      '--units <n>',
      'units a second (default: the highest floor of its schedules and overrides)',
      parseCount('--units', mostUnits),
    )
    .option('--dry-run', 'only say what would be raised, and for how much')
    .option('--yes', 'ask nothing')
    .option('--json', 'print one JSON object');
  return withWhere(command).action((scalable: string, options: Options) => run(session, scalable, options));
}

async function run(session: Session, scalable: string, options: Options): Promise<void> {
  const settings = dynamoDbSettings(await connect(options));
  const config = await settings.scalable(scalable);
  const target = tableOf(config);
  const overrides = await settings.overrides(scalable, session.nowMs());
  const { units, why } = wantedOf(
    config,
    overrides.filter((one) => !isUnreadable(one)),
    options,
  );
  const region = target.region ?? options.region;
  const client = new DynamoDBClient({
    ...actingClient,
    ...(await clientSettings({ ...options, ...(region !== undefined && { region }) })),
  });
  const now = warmOf(target, await describeTable(client, target.tableName, session.signal));
  const plan = planWarming(target.throughput, now, units);
  const says = tell(target, plan);
  const isRaised = plan.is === 'raise' && !options.dryRun;
  if (!options.json) say(session, `${says}${why}`);
  if (isRaised) {
    await confirm(session, options, 'Raise it? It can never be lowered, and is charged once.');
    await raiseWarm(client, target, plan.to, session.signal);
  }
  if (options.json) sayJson(session, { scalable, ...plan, says, raised: isRaised });
  else if (isRaised) say(session, 'asked for; DynamoDB takes minutes to hours, by its size');
}

function tableOf({ scalable, target }: ScalableConfig): TargetConfig<'dynamodb-throughput'> {
  if (target.kind === 'dynamodb-throughput') return target;
  throw new CommandError(`${scalable} scales ${tellTarget(target)}; only tables and indexes of DynamoDB are warmed`);
}

/** What people say, else what is announced. Throws `CommandError` where nothing is. */
function wantedOf(config: ScalableConfig, overrides: readonly Override[], { units }: Options) {
  if (units !== undefined) return { units, why: '' };
  const floors = overrides.flatMap(({ kind, units: floor }) => (kind === 'floor' && floor !== null ? [floor] : []));
  const announced = announcedUnits(config, floors);
  if (announced !== null) return { units: announced.units, why: `, for the floor of ${announced.by}` };
  throw new CommandError(
    `nothing is announced of ${config.scalable}: no schedule and no override has a floor; give --units`,
  );
}

function tell(target: TargetConfig<'dynamodb-throughput'>, plan: Warming): string {
  const [of, what] = [tellTarget(target), target.throughput.includes('Read') ? 'reads' : 'writes'];
  const count = (units: number) => units.toLocaleString('en-US');
  if (plan.is === 'warm')
    return `${of} serves ${count(plan.now)} ${what} a second at once already; nothing is to be raised`;
  if (plan.is === 'busy') return `${of} is being changed; run this again once that has ended`;
  if (plan.is === 'unknown') return `DynamoDB does not tell what ${of} serves at once; nothing is raised`;
  const { from, to, usdOnce } = plan;
  return `${of}: ${count(from)} to ${count(to)} ${what} a second at once, for about ${tellUsdOnce(usdOnce)}, once`;
}
