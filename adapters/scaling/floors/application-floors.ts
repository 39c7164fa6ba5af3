import {
  type ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
  RegisterScalableTargetCommand,
  type ScalableTarget,
} from '@aws-sdk/client-application-auto-scaling';
import { Refusal } from '../../../core/model/errors.ts';
import type { NativelyScaledKind } from '../../../core/scaling/config/native-scaling.ts';
import type { TargetConfig } from '../../../core/scaling/config/target-kinds.ts';
import { batchLoader } from '../../aws/batch-loader.ts';
import type { Judge } from '../../aws/judge.ts';
import { readWithin } from '../../aws/read-within.ts';
import type { ClientsWorld } from '../targets/any-kind/kind-target.ts';
import type { Scaled } from '../targets/any-kind/native-rivals.ts';
import { targetsPerCall } from '../targets/any-kind/sweep.ts';
import type { FloorKind } from './floor-kind.ts';

type Client = Pick<ApplicationAutoScalingClient, 'send'>;
export type ApplicationKind = Exclude<NativelyScaledKind, 'auto-scaling-group'>;

interface Of {
  readonly region: string | null;
  readonly scaled: Scaled;
}

/**
 * `MinCapacity` of what Application Auto Scaling scales. Only the minimum is named, which leaves the maximum and what is
 * suspended as they are, and is refused of what nobody has registered: so nothing is registered by it.
 * https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
 */
export function applicationFloors<Kind extends ApplicationKind>(
  scaledOf: (config: TargetConfig<Kind>) => Scaled | null,
  { clients, leftMs }: Pick<ClientsWorld<Client>, 'clients' | 'leftMs'>,
): FloorKind<Kind> {
  const load = batchLoader<Of, ScalableTarget>({
    most: targetsPerCall,
    nameOf: keyOf,
    groupOf: ({ region, scaled }) => `${region} ${scaled.ScalableDimension}`,
    load: (all) => readWithin(leftMs(), (signal) => describe(clients.reader(all[0]?.region ?? null), all, signal)),
    spoils: () => false,
  });
  const of = (config: TargetConfig<Kind>): Of => {
    const scaled = scaledOf(config);
    if (scaled === null) throw new Refusal('Application Auto Scaling does not scale it; leave beside out');
    // Every config has its Region beside its names, which the compiler does not see of a kind that it does not know.
    return { region: (config as { readonly region: string | null }).region, scaled };
  };
  return {
    async bounds(config) {
      const target = await load(of(config));
      if (target === null) throw unregistered(of(config));
      return { min: target.MinCapacity ?? 0, max: target.MaxCapacity ?? 0 };
    },
    async setMin(config, MinCapacity, abortSignal) {
      const { region, scaled } = of(config);
      const command = new RegisterScalableTargetCommand({ ...scaled, MinCapacity });
      return clients.actor(region).send(command, { abortSignal });
    },
    judge,
  };
}

function unregistered({ scaled: { ResourceId } }: Of): Refusal {
  const says = `"${ResourceId}" is not a scalable target of Application Auto Scaling, which "native" is beside`;
  return new Refusal(`${says}; give it a scaling policy, leave beside out, or remove the scalable`);
}

const keyOf = ({ region, scaled: { ScalableDimension, ResourceId } }: Of) =>
  `${region} ${ScalableDimension} ${ResourceId}`;

async function describe(client: Client, all: readonly Of[], abortSignal: AbortSignal) {
  const { region, scaled } = all[0] as Of;
  const { ServiceNamespace, ScalableDimension } = scaled;
  const ResourceIds = all.map((one) => one.scaled.ResourceId);
  const asked = { ServiceNamespace, ScalableDimension, ResourceIds, MaxResults: targetsPerCall };
  const { ScalableTargets = [] } = await client.send(new DescribeScalableTargetsCommand(asked), { abortSignal });
  return new Map(
    ScalableTargets.map(
      (target) => [keyOf({ region, scaled: { ...scaled, ResourceId: target.ResourceId ?? '' } }), target] as const,
    ),
  );
}

const judge: Judge = ({ name, message }) => {
  if (name === 'ValidationException' && /permission|not authorized/i.test(message)) {
    return 'the role lacks what Application Auto Scaling asks of whoever sets a minimum; grant it, as the bind() of its target does: {error}';
  }
  if (name === 'ValidationException' && /required|does not exist|not found/i.test(message)) {
    return 'it is scaled by Application Auto Scaling no more; give it a scaling policy, leave beside out, or remove the scalable: {error}';
  }
  if (name === 'ValidationException' || name === 'LimitExceededException') {
    return 'Application Auto Scaling does not accept a minimum of {units}; raise its maximum or narrow the bounds: {error}';
  }
  return null;
};
