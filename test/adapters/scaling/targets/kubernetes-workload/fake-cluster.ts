import type { ApiRequest } from '../../../../../adapters/scaling/targets/kubernetes-workload/api-request.ts';
import type { ClusterClient } from '../../../../../adapters/scaling/targets/kubernetes-workload/cluster-client.ts';
import { KubernetesError } from '../../../../../adapters/scaling/targets/kubernetes-workload/kubernetes-error.ts';
import type { Autoscaler } from '../../../../../adapters/scaling/targets/kubernetes-workload/rivals.ts';
import type { Pod, Workload } from '../../../../../adapters/scaling/targets/kubernetes-workload/workload.ts';
import { hang } from '../../../aws-error.ts';
import type { Call } from '../../../fake-aws.ts';

type Asked = ApiRequest & { readonly cluster: string };

/** A Deployment at rest, as the API tells it: a zero is left out of a status. */
export function deployment(replicas = 2, more: Partial<Workload> = {}): Workload {
  const status = replicas === 0 ? {} : { replicas, readyReplicas: replicas, updatedReplicas: replicas };
  const selector = { matchLabels: { app: 'web' } };
  return { kind: 'Deployment', spec: { replicas, selector, ...deploying }, status, ...more };
}

const deploying = { strategy: { type: 'RollingUpdate' } };

/**
 * The API server of a cluster called `shop` with one namespace, `shop`, in memory. It refuses what the real one refuses, in its
 * words. `troubles` are given, first come first served, instead of answers.
 */
export class FakeCluster {
  readonly calls: Call[] = [];
  troubles: (Error | 'hang')[] = [];
  readonly forbidden = new Set<string>();
  readonly workloads = new Map<string, Workload>();
  readonly autoscalers: Autoscaler[] = [];
  readonly pods: Pod[] = [];

  readonly client: ClusterClient = { send: (asked, options = {}) => this.send(asked, options) };

  called(action: string): number {
    return this.calls.filter((call) => call.action === action).length;
  }

  private async send(asked: Asked, { abortSignal }: { abortSignal?: AbortSignal }): Promise<unknown> {
    const action = actionOf(asked);
    this.calls.push({ action, input: { ...asked } });
    await Promise.resolve();
    const trouble = this.troubles.shift();
    if (trouble === 'hang') return hang(abortSignal);
    if (trouble !== undefined) throw trouble;
    if (this.forbidden.has(action)) throw forbidden(action);
    return structuredClone(this.answer(action, asked));
  }

  private answer(action: string, { path, body }: Asked): unknown {
    if (action === 'list horizontalpodautoscalers') return { items: this.autoscalers };
    if (action === 'list pods') return { items: this.pods };
    const name = decodeURIComponent(/deployments\/([^/?]+)/.exec(path)?.[1] ?? '');
    const known = this.workloads.get(name);
    if (known === undefined) throw notFound(name);
    return action === 'patch scale' ? this.scale(name, known, body as Patch) : known;
  }

  private scale(name: string, known: Workload, { spec: { replicas } }: Patch): unknown {
    if (replicas > 2 ** 31 - 1) throw invalid(name, replicas);
    this.workloads.set(name, { ...known, spec: { ...known.spec, replicas } });
    return { spec: replicas === 0 ? {} : { replicas }, status: {} };
  }
}

interface Patch {
  readonly spec: { readonly replicas: number };
}

function actionOf({ method, path }: Asked): string {
  const list = /\/(horizontalpodautoscalers|pods)(?:\?|$)/.exec(path)?.[1];
  if (list !== undefined) return `list ${list}`;
  return method === 'PATCH' ? 'patch scale' : 'get workload';
}

export function forbidden(action = 'get workload'): KubernetesError {
  const message = `deployments.apps "web" is forbidden: User "arn:aws:sts::111122223333:assumed-role/headroom/x" is not authorized for: ${action}`;
  return new KubernetesError(
    403,
    { message, reason: 'Forbidden', details: { name: 'web', kind: 'deployments' } },
    null,
  );
}

export function notFound(name: string): KubernetesError {
  const message = `deployments.apps "${name}" not found`;
  return new KubernetesError(404, { message, reason: 'NotFound', details: { name, kind: 'deployments' } }, null);
}

function invalid(name: string, replicas: number): KubernetesError {
  const message = `Scale.autoscaling "${name}" is invalid: json: cannot unmarshal number ${replicas} into Go struct field ScaleSpec.spec.replicas of type int32, which is the max`;
  return new KubernetesError(422, { message, reason: 'Invalid', details: { name } }, null);
}
