import {
  type AutoScalingClient,
  DescribePoliciesCommand,
  DescribeScheduledActionsCommand,
  type ScalingPolicy,
  type ScheduledUpdateGroupAction,
} from '@aws-sdk/client-auto-scaling';
import { awsCommand } from '../../../../core/model/aws-command.ts';
import type { TargetConfig } from '../../../../core/scaling/config/target-kinds.ts';
import type { Rival } from '../../../../core/scaling/observation.ts';
import { batchLoader } from '../../../aws/batch-loader.ts';
import { readWithin } from '../../../aws/read-within.ts';
import { regional } from '../../../aws/regional.ts';
import type { RegionalClients } from '../any-kind/kind-target.ts';
import { type Page, Sweep, targetsPerCall } from '../any-kind/sweep.ts';

type Config = TargetConfig<'auto-scaling-group'>;
type Client = Pick<AutoScalingClient, 'send'>;

/** The processes of a group by which its policies and its scheduled actions change it. */
export const rivalProcesses = ['AlarmNotification', 'ScheduledActions'];

/** Most in one page (https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribePolicies.html). */
const MaxRecords = 100;

/** What groups have of their own that scales them, in each Region. Kept for the life of the process: see `Sweep`. */
export function groupSweeps() {
  return regional(() => ({
    policies: new Sweep<ScalingPolicy>(groupNameOf),
    schedules: new Sweep<ScheduledUpdateGroupAction>(groupNameOf),
  }));
}

type Sweeps = ReturnType<ReturnType<typeof groupSweeps>>;

interface World {
  readonly clients: Pick<RegionalClients<Client>, 'reader'>;
  readonly sweeps: ReturnType<typeof groupSweeps>;
  leftMs(): number;
}

/**
 * Reads the scaling policies and scheduled actions of groups. They can be asked for by the name of one group, or for all of
 * the account.
 */
export function groupRivals({ clients, sweeps, leftMs }: World): (config: Config) => Promise<readonly Rival[]> {
  const load = batchLoader<Config, readonly Rival[] | Error>({
    most: Number.MAX_SAFE_INTEGER,
    nameOf: ({ autoScalingGroupName }) => autoScalingGroupName,
    groupOf: ({ region }) => String(region),
    load: async (configs) => {
      const region = configs[0]?.region ?? null;
      const client = clients.reader(region);
      const listed = configs.length === 1 ? anew() : sweeps(region);
      const name = configs.length === 1 ? configs[0]?.autoScalingGroupName : undefined;
      await readWithin(leftMs(), (signal) =>
        goOn(listed, Math.ceil(configs.length / targetsPerCall), client, name, signal),
      );
      return new Map(configs.map((config) => [config.autoScalingGroupName, rivalsOf(listed, config)] as const));
    },
    spoils: () => false,
  });
  return async (config) => {
    const found = await load(config);
    if (found instanceof Error) throw found;
    return found ?? [];
  };
}

const anew = (): Sweeps => groupSweeps()(null);

async function goOn(
  { policies, schedules }: Sweeps,
  pages: number,
  client: Client,
  AutoScalingGroupName: string | undefined,
  abortSignal: AbortSignal,
): Promise<void> {
  const asked = { MaxRecords, ...(AutoScalingGroupName !== undefined && { AutoScalingGroupName }) };
  await Promise.all([
    policies.go(pages, async (NextToken): Promise<Page<ScalingPolicy>> => {
      const told = await client.send(new DescribePoliciesCommand({ ...asked, NextToken }), { abortSignal });
      return { items: told.ScalingPolicies ?? [], next: told.NextToken };
    }),
    schedules.go(pages, async (NextToken): Promise<Page<ScheduledUpdateGroupAction>> => {
      const told = await client.send(new DescribeScheduledActionsCommand({ ...asked, NextToken }), { abortSignal });
      return { items: told.ScheduledUpdateGroupActions ?? [], next: told.NextToken };
    }),
  ]);
}

/** What is known of a group; an error where nothing is, since the account has more than an hour's calls may list. */
function rivalsOf({ policies, schedules }: Sweeps, config: Config): readonly Rival[] | Error {
  const [its, times] = [policies.of(config.autoScalingGroupName), schedules.of(config.autoScalingGroupName)];
  const found = [
    ...(its ?? []).filter(scales).map((policy) => policyRival(policy, config)),
    ...(times ?? []).map((action) => scheduleRival(action, config)),
  ];
  if (found.length > 0 || (its !== null && times !== null)) return found;
  return new Error(
    'the account has more scaling policies or scheduled actions than are read in an hour; read on in the next',
  );
}

/** A policy that is switched off, or only forecasts, changes nothing. */
function scales({ Enabled, PolicyType, PredictiveScalingConfiguration }: ScalingPolicy): boolean {
  if (PolicyType === 'PredictiveScaling') return PredictiveScalingConfiguration?.Mode === 'ForecastAndScale';
  return Enabled !== false;
}

function policyRival({ PolicyName = '', PolicyType }: ScalingPolicy, config: Config): Rival {
  const what = `the scaling policy "${PolicyName}"`;
  if (PolicyType !== 'PredictiveScaling')
    return { what, suspend: suspend(config), needs: 'AlarmNotification', reacts: true };
  // No process of the group holds a forecast back.
  const named = ['--auto-scaling-group-name', config.autoScalingGroupName, '--policy-name', PolicyName];
  return { what, suspend: awsCommand(config.region, 'autoscaling', 'delete-policy', ...named), needs: null };
}

function scheduleRival(action: ScheduledUpdateGroupAction, config: Config): Rival {
  const { ScheduledActionName = '', MinSize } = action;
  return {
    what: `the scheduled action "${ScheduledActionName}"`,
    suspend: suspend(config),
    needs: 'ScheduledActions',
    ...(MinSize !== undefined && { setsMinimum: true }),
  };
}

function suspend({ region, autoScalingGroupName }: Config): string {
  const group = ['--auto-scaling-group-name', autoScalingGroupName];
  return awsCommand(region, 'autoscaling', 'suspend-processes', ...group, '--scaling-processes', ...rivalProcesses);
}

function groupNameOf({ AutoScalingGroupName = '' }: { readonly AutoScalingGroupName?: string | undefined }): string {
  return AutoScalingGroupName;
}
