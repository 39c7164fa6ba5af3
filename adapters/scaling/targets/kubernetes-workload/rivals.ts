import { shellCommand } from '../../../../core/model/shell-command.ts';
import { followsAnnotation } from '../../../../core/scaling/config/kubernetes/follows.ts';
import type { TargetConfig } from '../../../../core/scaling/config/target-kinds.ts';
import type { Rival } from '../../../../core/scaling/observation.ts';
import { batchLoader } from '../../../aws/batch-loader.ts';
import { readWithin } from '../../../aws/read-within.ts';
import type { RegionalClients } from '../any-kind/kind-target.ts';
import type { ClusterClient } from './cluster-client.ts';
import { autoscalersPath } from './paths.ts';
import type { ListOf } from './workload.ts';

type Config = TargetConfig<'kubernetes-workload'>;

/** An autoscaler of pods, as the API tells it. */
export interface Autoscaler {
  readonly metadata?: {
    readonly name?: string;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly ownerReferences?: readonly { readonly kind?: string; readonly name?: string }[];
  };
  readonly spec?: {
    readonly scaleTargetRef?: { readonly apiVersion?: string; readonly kind?: string; readonly name?: string };
    readonly minReplicas?: number;
    readonly maxReplicas?: number;
    readonly metrics?: readonly MetricSpec[];
  };
}

/** What an autoscaler goes by; one of them is there. */
interface MetricSpec {
  readonly resource?: Aimed & { readonly name?: string };
  readonly containerResource?: Aimed & { readonly name?: string };
  readonly pods?: Aimed & { readonly metric?: { readonly name?: string } };
  readonly object?: MetricSpec['pods'];
  readonly external?: MetricSpec['pods'];
}

interface Aimed {
  readonly target?: {
    readonly averageUtilization?: number;
    readonly averageValue?: string;
    readonly value?: string;
  };
}

interface World {
  readonly clients: Pick<RegionalClients<ClusterClient>, 'reader'>;
  leftMs(): number;
}

/** Reads which autoscalers point at workloads: one call for each namespace. What KEDA makes of a ScaledObject is among them. */
export function workloadRivals({ clients, leftMs }: World): (config: Config) => Promise<readonly Rival[]> {
  const load = batchLoader<Config, readonly Rival[]>({
    most: Number.MAX_SAFE_INTEGER,
    nameOf: keyOf,
    groupOf: ({ region, cluster, namespace }) => `${region} ${cluster} ${namespace}`,
    load: (configs) => readWithin(leftMs(), (signal) => rivalsOf(clients, configs, signal)),
    spoils: () => false,
  });
  return async (config) => (await load(config)) ?? [];
}

const keyOf = ({ region, cluster, namespace, group, resource, name }: Config) =>
  [region, cluster, namespace, group, resource, name].join(' ');

async function rivalsOf(clients: World['clients'], configs: readonly Config[], abortSignal: AbortSignal) {
  const [first] = configs;
  if (first === undefined) return new Map();
  const { region, cluster, namespace } = first;
  const asked = { cluster, method: 'GET', path: autoscalersPath(namespace) } as const;
  const { items = [] } = (await clients.reader(region).send(asked, { abortSignal })) as ListOf<Autoscaler>;
  return new Map(
    configs.map((config) => {
      const its = items.filter((one) => pointsAt(one, config));
      return [keyOf(config), its.map((one) => rivalOf(one, config))] as const;
    }),
  );
}

/** An autoscaler names the kind of what it scales, and not the resource, which a definition may call as it likes. */
export function pointsAt(
  { spec }: Autoscaler,
  { group, resource, name }: Pick<Config, 'group' | 'resource' | 'name'>,
): boolean {
  const { apiVersion = '', kind = '', name: its = '' } = spec?.scaleTargetRef ?? {};
  return its === name && apiVersion.split('/').slice(0, -1).join('/') === group && resourcesOf(kind).includes(resource);
}

/** All that many of a kind may be called: a `Gateway` is one of `gateways`, a `Proxy` of `proxies`, a `Redis` of `redis`. */
function resourcesOf(kind: string): readonly string[] {
  const one = kind.toLowerCase();
  return [one, `${one}s`, `${one}es`, ...(one.endsWith('y') ? [`${one.slice(0, -1)}ies`] : [])];
}

function rivalOf({ metadata }: Autoscaler, { namespace }: Config): Rival {
  const { name = '', annotations = {}, ownerReferences = [] } = metadata ?? {};
  const owner = ownerReferences.find(({ kind }) => kind === 'ScaledObject');
  const scalable = annotations[followsAnnotation];
  const follows = scalable === undefined ? {} : { follows: true as const, scalable };
  const at = ['--namespace', namespace];
  if (owner?.name !== undefined) {
    const pause = ['annotate', 'scaledobject', owner.name, 'autoscaling.keda.sh/paused=true', ...at];
    return {
      what: `the ScaledObject "${owner.name}"`,
      suspend: shellCommand('kubectl', ...pause),
      needs: null,
      ...follows,
    };
  }
  const suspend = shellCommand('kubectl', 'delete', 'horizontalpodautoscaler', name, ...at);
  return { what: `the HorizontalPodAutoscaler "${name}"`, suspend, needs: null, ...follows };
}
