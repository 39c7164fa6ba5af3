import { Refusal } from '../../../../core/model/errors.ts';
import type { TargetConfig } from '../../../../core/scaling/config/target-kinds.ts';
import { askedOf, readyOf, type WorkloadRead } from './capacity-of.ts';
import type { ClusterClient } from './cluster-client.ts';
import { KubernetesError } from './kubernetes-error.ts';
import { podsPath, workloadPath } from './paths.ts';
import { type ListOf, type Pod, type Scale, selectorText, type Workload } from './workload.ts';

type Config = TargetConfig<'kubernetes-workload'>;

/** These tell themselves what their scale tells, and how many of their pods are ready. */
const plain = new Set(['deployments', 'statefulsets', 'replicasets']);

/**
 * Reads a workload in one call; in one more of its pods without nodes where some are in flight. Of other kinds its scale is
 * read beside it, and its pods where it does not tell how many are ready. Null where there is none of this name.
 */
export async function readWorkload(
  client: ClusterClient,
  config: Config,
  signal: AbortSignal,
): Promise<WorkloadRead | null> {
  const get = async <Told>(path: string) =>
    (await client.send({ cluster: config.cluster, method: 'GET', path }, { abortSignal: signal })) as Told;
  const path = workloadPath(config);
  const isPlain = config.group === 'apps' && plain.has(config.resource);
  try {
    const [workload, scale] = await Promise.all([
      get<Workload>(path),
      isPlain ? undefined : get<Scale>(`${path}/scale`),
    ]);
    // An empty one would find every pod of the namespace.
    const selector = scale?.status?.selector || selectorText(workload.spec?.selector ?? {});
    const pods = (unplaced: boolean) =>
      selector === null ? [] : readPods(get<ListOf<Pod>>(podsPath(config.namespace, selector, { unplaced })));
    const counts = !isPlain && workload.status?.readyReplicas === undefined;
    if (counts && selector === null && askedOf(workload, scale) > 0) throw new Refusal(uncounted(config));
    const all = counts ? await orForbidden(pods(false), config) : undefined;
    const missing = askedOf(workload, scale) > readyOf(workload, all);
    const unplaced = missing ? await orUnknown(pods(true)) : undefined;
    return {
      workload,
      ...(scale !== undefined && { scale }),
      ...(all !== undefined && { pods: all }),
      ...(unplaced !== undefined && { unplaced }),
    };
  } catch (error) {
    return whereGone(error, config);
  }
}

/** None would be a number that nobody has told. */
function uncounted(config: Config): string {
  return `${tellWorkload(config)} tells neither how many of its pods are ready nor by which labels they are found; give its definition a labelSelectorPath, or look again once its controller has told them`;
}

async function readPods(list: Promise<ListOf<Pod>>): Promise<readonly Pod[]> {
  return (await list).items ?? [];
}

/** Whether pods wait for a node is told where the role may list them; what it must know, it knows without. */
async function orUnknown<Told>(pods: Told | Promise<Told>): Promise<Told | undefined> {
  try {
    return await pods;
  } catch (error) {
    if (nameOf(error) === 'Forbidden') return undefined;
    throw error;
  }
}

async function orForbidden<Told>(pods: Told | Promise<Told>, config: Config): Promise<Told> {
  try {
    return await pods;
  } catch (error) {
    if (nameOf(error) !== 'Forbidden') throw error;
    throw new Refusal(
      `${tellWorkload(config)} does not tell how many of its pods are ready, and Headroom may not list them; apply the Role that "headroom manifests role" prints`,
    );
  }
}

function whereGone(error: unknown, config: Config): null {
  if (!(error instanceof KubernetesError)) throw error;
  if (error.name === 'NotFound') {
    if (error.isOfObject) return null;
    throw new Refusal(
      `the cluster "${config.cluster}" serves no scale of ${config.resource} in ${config.group}/${config.version}; correct them, or remove the scalable`,
    );
  }
  const mend = /replicas field .* does not exist/.test(error.message) ? neverSet : mendOf(error);
  if (mend === null) throw error;
  throw new Refusal(`${tellWorkload(config)} cannot be read: ${mend} (${error.message})`);
}

/** A custom resource has no default, and the API server tells no scale of what was never set. */
const neverSet = 'nobody has ever set its number of replicas, so it has no scale; set it once';

const nameOf = (error: unknown) => (error instanceof KubernetesError ? error.name : null);

/** What a person has to do before the cluster lets Headroom in; null for what is over by itself. */
export function mendOf({ name, message }: Error): string | null {
  // A policy of the cluster denies it, in the words of whoever wrote the policy, to whom no Role makes a difference.
  if (/^admission webhook .* denied the request/.test(message)) return null;
  if (name === 'Unauthorized') {
    return "the cluster does not know Headroom's role; give it an access entry, as the bind() of its target does";
  }
  return name === 'Forbidden'
    ? 'the cluster does not let Headroom do it; apply the Role that "headroom manifests role" prints'
    : null;
}

/** A workload for people. */
export function tellWorkload({ cluster, namespace, resource, name }: Config): string {
  return `the ${resource} "${name}" in the namespace "${namespace}" of the EKS cluster "${cluster}"`;
}
