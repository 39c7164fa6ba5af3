import type { PodSpec } from '../../../../core/scaling/config/kubernetes/pod-requests.ts';

/**
 * What the API tells of a workload, as far as it matters. What is 0 is left out of many answers, so what is absent counts as 0.
 * https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/
 */
export interface Workload {
  readonly kind?: string;
  readonly metadata?: {
    readonly deletionTimestamp?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec?: {
    readonly replicas?: number;
    readonly template?: { readonly spec?: PodSpec };
    readonly paused?: boolean;
    readonly selector?: LabelSelector;
    readonly updateStrategy?: { readonly type?: string; readonly rollingUpdate?: { readonly partition?: number } };
  };
  readonly status?: {
    readonly replicas?: number;
    readonly readyReplicas?: number;
    readonly updatedReplicas?: number;
    readonly currentRevision?: string;
    readonly updateRevision?: string;
    readonly conditions?: readonly Condition[];
  };
}

export interface Condition {
  readonly type?: string;
  readonly status?: string;
  readonly reason?: string;
  readonly message?: string;
}

interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly Expression[];
}

interface Expression {
  readonly key?: string;
  readonly operator?: string;
  readonly values?: readonly string[];
}

/** The scale subresource, which is the same for everything that has one. */
export interface Scale {
  readonly spec?: { readonly replicas?: number };
  readonly status?: { readonly replicas?: number; readonly selector?: string };
}

export interface Pod {
  readonly metadata?: { readonly deletionTimestamp?: string };
  readonly status?: { readonly phase?: string; readonly conditions?: readonly Condition[] };
}

export interface ListOf<Item> {
  readonly items?: readonly Item[];
}

/** A selector as a query has it; null where it selects nothing, or cannot be said so. */
export function selectorText({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string | null {
  const parts = [
    ...Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`),
    ...matchExpressions.map(expressionText),
  ];
  return parts.length === 0 || parts.includes(null) ? null : parts.join(',');
}

function expressionText({ key = '', operator, values = [] }: Expression): string | null {
  switch (operator) {
    case 'In':
      return `${key} in (${values.join(',')})`;
    case 'NotIn':
      return `${key} notin (${values.join(',')})`;
    case 'Exists':
      return key;
    case 'DoesNotExist':
      return `!${key}`;
    default:
      return null;
  }
}
