import {
  type ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
  DescribeScalingPoliciesCommand,
  DescribeScheduledActionsCommand,
  type ScalableTarget,
  type ScalingPolicy,
  type ScheduledAction,
} from '@aws-sdk/client-application-auto-scaling';
import { awsCommand } from '../../../../core/model/aws-command.ts';
import type { TargetConfig } from '../../../../core/scaling/config/target-kinds.ts';
import type { Rival } from '../../../../core/scaling/observation.ts';
import { batchLoader } from '../../../aws/batch-loader.ts';
import { readWithin } from '../../../aws/read-within.ts';
import { regional } from '../../../aws/regional.ts';
import type { RegionalClients } from '../any-kind/kind-target.ts';
import { type Page, Sweep, targetsPerCall } from '../any-kind/sweep.ts';

type Config = TargetConfig<'ecs-service'>;
type Client = Pick<ApplicationAutoScalingClient, 'send'>;

const scaled = { ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount' } as const;

/**
 * What Application Auto Scaling has of services beside the scalable targets themselves, in each Region. Kept for the life of
 * the process: see `Sweep`.
 */
export function serviceSweeps() {
  return regional(() => ({
    policies: new Sweep<ScalingPolicy>(resourceOf),
    schedules: new Sweep<ScheduledAction>(resourceOf),
  }));
}

type Sweeps = ReturnType<ReturnType<typeof serviceSweeps>>;

interface World {
  readonly clients: Pick<RegionalClients<Client>, 'reader'>;
  readonly sweeps: ReturnType<typeof serviceSweeps>;
  leftMs(): number;
}

/**
 * Reads what Application Auto Scaling does to services. Nothing is done to a service that is no scalable target, and fifty
 * of those are read in one call; only where one of them may act is more asked, for the names of what acts.
 */
export function serviceRivals(world: World): (config: Config) => Promise<readonly Rival[]> {
  const load = batchLoader<Config, readonly Rival[]>({
    most: Number.MAX_SAFE_INTEGER,
    nameOf: idOf,
    groupOf: ({ region }) => String(region),
    load: (configs) => readWithin(world.leftMs(), (signal) => rivalsOf(world, configs, signal)),
    spoils: () => false,
  });
  return async (config) => (await load(config)) ?? [];
}

const idOf = ({ cluster, serviceName }: Config) => `service/${cluster}/${serviceName}`;

async function rivalsOf({ clients, sweeps }: World, configs: readonly Config[], abortSignal: AbortSignal) {
  const region = configs[0]?.region ?? null;
  const client = clients.reader(region);
  const targets = await describeTargets(client, configs.map(idOf), abortSignal);
  const acting = targets.map(actsBy);
  const one = configs.length === 1 ? configs[0] : undefined;
  const listed = one === undefined ? sweeps(region) : serviceSweeps()(null);
  const pages = Math.ceil(configs.length / targetsPerCall);
  const asked = one === undefined ? { ServiceNamespace: 'ecs' as const } : { ...scaled, ResourceId: idOf(one) };
  await Promise.all([
    acting.some(({ policies }) => policies) && goOnPolicies(listed, pages, client, asked, abortSignal),
    acting.some(({ schedules }) => schedules) && goOnSchedules(listed, pages, client, asked, abortSignal),
  ]);
  const byId = new Map(targets.map((target) => [target.ResourceId, target]));
  return new Map(configs.map((config) => [idOf(config), told(byId.get(idOf(config)), listed, config)] as const));
}

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalableTargets.html: fifty in one call. */
async function describeTargets(client: Client, ids: readonly string[], abortSignal: AbortSignal) {
  const batches = Array.from({ length: Math.ceil(ids.length / targetsPerCall) }, (_, index) =>
    ids.slice(index * targetsPerCall, (index + 1) * targetsPerCall),
  );
  const answers = await Promise.all(
    batches.map((ResourceIds) =>
      client.send(new DescribeScalableTargetsCommand({ ...scaled, ResourceIds, MaxResults: targetsPerCall }), {
        abortSignal,
      }),
    ),
  );
  return answers.flatMap(({ ScalableTargets = [] }) => ScalableTargets);
}

type Asked = Readonly<{ ServiceNamespace: 'ecs'; ScalableDimension?: 'ecs:service:DesiredCount'; ResourceId?: string }>;

/** Ten in a page, which is the most. */
function goOnPolicies({ policies }: Sweeps, pages: number, client: Client, asked: Asked, abortSignal: AbortSignal) {
  return policies.go(pages, async (NextToken): Promise<Page<ScalingPolicy>> => {
    const page = await client.send(new DescribeScalingPoliciesCommand({ ...asked, NextToken }), { abortSignal });
    return { items: (page.ScalingPolicies ?? []).filter(isOfService), next: page.NextToken };
  });
}

function goOnSchedules({ schedules }: Sweeps, pages: number, client: Client, asked: Asked, abortSignal: AbortSignal) {
  return schedules.go(pages, async (NextToken): Promise<Page<ScheduledAction>> => {
    const page = await client.send(new DescribeScheduledActionsCommand({ ...asked, NextToken }), { abortSignal });
    return { items: (page.ScheduledActions ?? []).filter(isOfService), next: page.NextToken };
  });
}

/** By what a scalable target may act: what is suspended in both directions, or for schedules, does nothing. */
function actsBy({ SuspendedState = {} }: ScalableTarget) {
  const { DynamicScalingInSuspended, DynamicScalingOutSuspended, ScheduledScalingSuspended } = SuspendedState;
  return {
    policies: !(DynamicScalingInSuspended === true && DynamicScalingOutSuspended === true),
    schedules: ScheduledScalingSuspended !== true,
  };
}

/** A scalable target of which nobody knows yet what it has stands for all of that. */
function told(target: ScalableTarget | undefined, { policies, schedules }: Sweeps, config: Config): readonly Rival[] {
  if (target === undefined) return [];
  const acts = actsBy(target);
  const id = idOf(config);
  const rival = (what: string): Rival => ({ what, suspend: suspend(config), needs: null });
  const [its, times] = [acts.policies ? policies.of(id) : [], acts.schedules ? schedules.of(id) : []];
  const found = [
    ...(its ?? []).filter(scales).map(({ PolicyName }) => rival(`the scaling policy "${PolicyName}"`)),
    ...(times ?? []).map(({ ScheduledActionName }) => rival(`the scheduled action "${ScheduledActionName}"`)),
  ];
  if (found.length > 0 || (its !== null && times !== null)) return found;
  return [rival(`Application Auto Scaling, of which "${id}" is a scalable target,`)];
}

function scales({ PolicyType, PredictiveScalingPolicyConfiguration }: ScalingPolicy): boolean {
  return PolicyType !== 'PredictiveScaling' || PredictiveScalingPolicyConfiguration?.Mode === 'ForecastAndScale';
}

function suspend(config: Config): string {
  const { ServiceNamespace, ScalableDimension } = scaled;
  const named = ['--service-namespace', ServiceNamespace, '--scalable-dimension', ScalableDimension];
  const state = ['DynamicScalingInSuspended', 'DynamicScalingOutSuspended', 'ScheduledScalingSuspended']
    .map((one) => `${one}=true`)
    .join(',');
  const all = [...named, '--resource-id', idOf(config), '--suspended-state', state];
  return awsCommand(config.region, 'application-autoscaling', 'register-scalable-target', ...all);
}

interface OfResource {
  readonly ResourceId?: string | undefined;
  readonly ScalableDimension?: string | undefined;
}

function resourceOf({ ResourceId = '' }: OfResource): string {
  return ResourceId;
}

function isOfService({ ScalableDimension }: OfResource): boolean {
  return ScalableDimension === scaled.ScalableDimension;
}
