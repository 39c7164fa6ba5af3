import { type CompositeAlarm, type MetricAlarm, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import type { Told } from '../../../core/model/verdict.ts';
import type { AlarmFacts } from '../../../core/scaling/checkup/alarms.ts';
import type { AccountReader } from '../../aws/account-reader.ts';
import { asked } from '../../aws/asked.ts';

/** The alarms of a deployment: those that wake looks, by their names, and those on Headroom itself. */
export interface DeployedAlarms {
  readonly waking: ReadonlyMap<string, AlarmFacts>;
  readonly own: readonly AlarmFacts[];
  /** The topics by which alarms on Headroom itself, and on what services promise, call people. */
  readonly topics: readonly string[];
}

type Described = MetricAlarm | CompositeAlarm;

/** Most names in one call. */
const mostNames = 100;

/** All alarms that are called after the deployment, and those of `named`, which may be called as somebody likes. */
export async function deployedAlarms(
  reader: AccountReader,
  deployment: string,
  named: readonly string[],
  abortSignal: AbortSignal,
): Promise<Told<DeployedAlarms>> {
  return asked('cloudwatch:DescribeAlarms', async () => {
    const waking = await describe(reader, { AlarmNamePrefix: `${deployment}/` }, abortSignal);
    const others = named.filter((name) => !name.startsWith(`${deployment}/`));
    for (let from = 0; from < others.length; from += mostNames)
      waking.push(...(await describe(reader, { AlarmNames: others.slice(from, from + mostNames) }, abortSignal)));
    const mine = await describe(reader, { AlarmNamePrefix: `${deployment}-` }, abortSignal);
    const own = mine.filter((alarm) => isOwn(alarm, deployment));
    const promises = mine.filter(({ AlarmName = '' }) => AlarmName.startsWith(`${deployment}-objective/`));
    return {
      waking: new Map(waking.map((alarm) => [alarm.AlarmName ?? '', factsOf(alarm)])),
      own: own.map(factsOf),
      topics: topicsOf([...own, ...promises]),
    };
  });
}

type Asking = { readonly AlarmNamePrefix: string } | { readonly AlarmNames: string[] };

async function describe({ cloudWatch: client }: AccountReader, asking: Asking, abortSignal: AbortSignal) {
  const input = { ...asking, AlarmTypes: ['MetricAlarm' as const, 'CompositeAlarm' as const] };
  const found: Described[] = [];
  for await (const page of paginateDescribeAlarms({ client, pageSize: mostNames }, input, { abortSignal }))
    found.push(...(page.MetricAlarms ?? []), ...(page.CompositeAlarms ?? []));
  return found;
}

/**
 * Whether an alarm is one on Headroom itself of this deployment, and not of one whose name begins alike: after the name of
 * the deployment stands the name of its runbook, or the capability that it is of. Its text ends with the runbook.
 */
function isOwn({ AlarmName = '', AlarmDescription = '' }: Described, deployment: string): boolean {
  const runbook = /Runbook: \S*?([\w-]+)\.md$/.exec(AlarmDescription)?.[1];
  const what = AlarmName.slice(deployment.length + 1);
  return runbook !== undefined && (what === runbook || /^(purge|balancing|shards)-/.test(what));
}

function topicsOf(alarms: readonly Described[]): readonly string[] {
  const actions = alarms.flatMap(({ AlarmActions = [] }) => AlarmActions);
  return [...new Set(actions.filter((arn) => /^arn:[\w-]+:sns:/.test(arn)))].sort();
}

function factsOf({ AlarmName: name = '', ActionsEnabled = true, AlarmActions = [] }: Described): AlarmFacts {
  return { name, isEnabled: ActionsEnabled, actions: AlarmActions.length };
}
