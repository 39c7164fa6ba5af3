import {
  type ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
  DescribeScalingPoliciesCommand,
  DescribeScheduledActionsCommand,
  type ScalableDimension,
  type ScalableTarget,
  type ScalingPolicy,
  type ScheduledAction,
  type ServiceNamespace,
} from '@aws-sdk/client-application-auto-scaling';
import { awsCommand } from '../../../../core/model/aws-command.ts';
import type { Rival } from '../../../../core/scaling/observation.ts';
import { batchLoader } from '../../../aws/batch-loader.ts';
import { readWithin } from '../../../aws/read-within.ts';
import type { RegionalClients } from './kind-target.ts';
import { type Page, Sweep, targetsPerCall } from './sweep.ts';

type Client = Pick<ApplicationAutoScalingClient, 'send'>;

/** What Application Auto Scaling knows a target by. */
export interface Scaled {
  readonly ServiceNamespace: ServiceNamespace;
  readonly ScalableDimension: ScalableDimension;
  readonly ResourceId: string;
}

interface Sweeps {
  readonly policies: Sweep<ScalingPolicy>;
  readonly schedules: Sweep<ScheduledAction>;
}

/** What is listed of each Region and dimension. */
export type NativeSweeps = (region: string | null, dimension: string) => Sweeps;

const anew = (): Sweeps => ({
  policies: new Sweep<ScalingPolicy>(resourceOf),
  schedules: new Sweep<ScheduledAction>(resourceOf),
});

/** What Application Auto Scaling has beside the scalable targets themselves. Kept for the life of the process: see `Sweep`. */
export function nativeSweeps(): NativeSweeps {
  const kept = new Map<string, Sweeps>();
  return (region, dimension) => {
    const key = `${region} ${dimension}`;
    const sweeps = kept.get(key) ?? anew();
    kept.set(key, sweeps);
    return sweeps;
  };
}

/** What rivals are read with. */
export interface NativeWorld {
  readonly clients: Pick<RegionalClients<Client>, 'reader'>;
  readonly sweeps: NativeSweeps;
  leftMs(): number;
}

/** Loaded, and its client made, when it is first asked for: it is another service of AWS, asked once an hour. */
export type ReadNativeRivals = () => Promise<(leftMs: () => number) => ReturnType<typeof nativeRivals>>;

interface Of {
  readonly region: string | null;
  readonly scaled: Scaled;
}

/**
 * Reads what Application Auto Scaling does to targets. Nothing is done to what is not a scalable target, and fifty of one
 * dimension are read in one call; only where one of them may act is more asked, for the names of what acts.
 */
export function nativeRivals(world: NativeWorld): (of: Of) => Promise<readonly Rival[]> {
  const load = batchLoader<Of, readonly Rival[]>({
    most: Number.MAX_SAFE_INTEGER,
    nameOf: keyOf,
    groupOf: ({ region, scaled }) => `${region} ${scaled.ScalableDimension}`,
    load: (all) => readWithin(world.leftMs(), (signal) => rivalsOf(world, all, signal)),
    spoils: () => false,
  });
  return async (of) => (await load(of)) ?? [];
}

const keyOf = ({ region, scaled: { ScalableDimension, ResourceId } }: Of) =>
  `${region} ${ScalableDimension} ${ResourceId}`;

async function rivalsOf({ clients, sweeps }: NativeWorld, all: readonly Of[], abortSignal: AbortSignal) {
  const [first] = all;
  if (first === undefined) return new Map<string, readonly Rival[]>();
  const { region, scaled } = first;
  const client = clients.reader(region);
  const targets = await describeTargets(client, all, abortSignal);
  const acting = targets.map(actsBy);
  const { ServiceNamespace, ScalableDimension } = scaled;
  const listed = all.length === 1 ? anew() : sweeps(region, ScalableDimension);
  const pages = Math.ceil(all.length / targetsPerCall);
  const asked = all.length === 1 ? scaled : { ServiceNamespace };
  await Promise.all([
    acting.some(({ policies }) => policies) &&
      goOnPolicies(listed, pages, { client, asked, ScalableDimension, abortSignal }),
    acting.some(({ schedules }) => schedules) &&
      goOnSchedules(listed, pages, { client, asked, ScalableDimension, abortSignal }),
  ]);
  const byId = new Map(targets.map((target) => [target.ResourceId, target]));
  return new Map(all.map((of) => [keyOf(of), told(byId.get(of.scaled.ResourceId), listed, of)] as const));
}

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalableTargets.html: fifty in one call. */
async function describeTargets(client: Client, all: readonly Of[], abortSignal: AbortSignal) {
  const batches = Array.from({ length: Math.ceil(all.length / targetsPerCall) }, (_, index) =>
    all.slice(index * targetsPerCall, (index + 1) * targetsPerCall),
  );
  const answers = await Promise.all(
    batches.map((batch) => {
      const { ServiceNamespace, ScalableDimension } = (batch[0] as Of).scaled;
      const ResourceIds = batch.map(({ scaled }) => scaled.ResourceId);
      const asked = { ServiceNamespace, ScalableDimension, ResourceIds, MaxResults: targetsPerCall };
      return client.send(new DescribeScalableTargetsCommand(asked), { abortSignal });
    }),
  );
  return answers.flatMap(({ ScalableTargets = [] }) => ScalableTargets);
}

interface Listing {
  readonly client: Client;
  readonly asked: Pick<Scaled, 'ServiceNamespace'> & Partial<Scaled>;
  readonly ScalableDimension: string;
  readonly abortSignal: AbortSignal;
}

/** Ten in a page, which is the most. */
function goOnPolicies({ policies }: Sweeps, pages: number, { client, asked, abortSignal, ...of }: Listing) {
  return policies.go(pages, async (NextToken): Promise<Page<ScalingPolicy>> => {
    const page = await client.send(new DescribeScalingPoliciesCommand({ ...asked, NextToken }), { abortSignal });
    return { items: (page.ScalingPolicies ?? []).filter(isOf(of)), next: page.NextToken };
  });
}

function goOnSchedules({ schedules }: Sweeps, pages: number, { client, asked, abortSignal, ...of }: Listing) {
  return schedules.go(pages, async (NextToken): Promise<Page<ScheduledAction>> => {
    const page = await client.send(new DescribeScheduledActionsCommand({ ...asked, NextToken }), { abortSignal });
    return { items: (page.ScheduledActions ?? []).filter(isOf(of)), next: page.NextToken };
  });
}

/** By what a scalable target may act: what is suspended in both directions, or for schedules, does nothing. */
function actsBy({ SuspendedState = {} }: ScalableTarget) {
  const { DynamicScalingInSuspended, DynamicScalingOutSuspended, ScheduledScalingSuspended } = SuspendedState;
  return {
    policies: !(DynamicScalingInSuspended === true && DynamicScalingOutSuspended === true),
    schedules: ScheduledScalingSuspended !== true,
    adds: DynamicScalingOutSuspended !== true,
  };
}

/** A scalable target of which nobody knows yet what it has stands for all of that. */
function told(target: ScalableTarget | undefined, { policies, schedules }: Sweeps, of: Of): readonly Rival[] {
  if (target === undefined) return [];
  const acts = actsBy(target);
  const id = of.scaled.ResourceId;
  const rival = (what: string): Rival => ({ what, suspend: suspend(of), needs: null });
  const [its, times] = [acts.policies ? policies.of(id) : [], acts.schedules ? schedules.of(id) : []];
  const found = [
    ...(its ?? []).filter(scales).map((policy) => ({
      ...rival(`the scaling policy "${policy.PolicyName}"`),
      ...(acts.adds && policy.PolicyType !== 'PredictiveScaling' && { reacts: true as const }),
    })),
    ...(times ?? []).map(({ ScheduledActionName, ScalableTargetAction }) => ({
      ...rival(`the scheduled action "${ScheduledActionName}"`),
      ...(ScalableTargetAction?.MinCapacity !== undefined && { setsMinimum: true as const }),
    })),
  ];
  if (found.length > 0) return found;
  if (its !== null && times !== null) return [{ ...rival(registered(target)), idle: true }];
  return [rival(`Application Auto Scaling, of which "${id}" is a scalable target,`)];
}

function registered({ ResourceId = '', MinCapacity = 0, MaxCapacity = 0 }: ScalableTarget): string {
  return `Application Auto Scaling, of which "${ResourceId}" is a scalable target (${MinCapacity} to ${MaxCapacity}),`;
}

function scales({ PolicyType, PredictiveScalingPolicyConfiguration }: ScalingPolicy): boolean {
  return PolicyType !== 'PredictiveScaling' || PredictiveScalingPolicyConfiguration?.Mode === 'ForecastAndScale';
}

function suspend({ region, scaled: { ServiceNamespace, ScalableDimension, ResourceId } }: Of): string {
  const named = ['--service-namespace', ServiceNamespace, '--scalable-dimension', ScalableDimension];
  const state = ['DynamicScalingInSuspended', 'DynamicScalingOutSuspended', 'ScheduledScalingSuspended']
    .map((one) => `${one}=true`)
    .join(',');
  const all = [...named, '--resource-id', ResourceId, '--suspended-state', state];
  return awsCommand(region, 'application-autoscaling', 'register-scalable-target', ...all);
}

interface OfResource {
  readonly ResourceId?: string | undefined;
  readonly ScalableDimension?: string | undefined;
}

function resourceOf({ ResourceId = '' }: OfResource): string {
  return ResourceId;
}

function isOf({ ScalableDimension: wanted }: Pick<Listing, 'ScalableDimension'>) {
  return ({ ScalableDimension }: OfResource): boolean => ScalableDimension === wanted;
}
