import { type Found, ok, warning } from '../../model/verdict.ts';
import { nameOfPart, type SourceConfig } from '../../readings/source-kinds.ts';
import { gaugesOf } from '../config/gauges.ts';
import type { ServiceConfig } from '../config/watched-service.ts';
import type { Unread } from '../observation.ts';

/** What is missing where a metric is silent that has to be turned on, and the command that does it. */
interface Hint {
  readonly says: string;
  readonly mend: (dimension: (name: string) => string) => string | null;
}

/** By namespace and metric: what AWS publishes only where somebody has asked for it. */
const hints: Readonly<Record<string, Hint>> = {
  CWAgent: {
    says: 'the CloudWatch agent does not tell it: install it on the instances, with mem_used_percent aggregated by AutoScalingGroupName',
    mend: () => null,
  },
  'AWS/AutoScaling': {
    says: 'the metrics of the group are off',
    mend: (of) =>
      `aws autoscaling enable-metrics-collection --auto-scaling-group-name ${of('AutoScalingGroupName')} --granularity 1Minute`,
  },
  'ECS/ContainerInsights': {
    says: 'Container Insights is off for the cluster',
    mend: (of) =>
      `aws ecs update-cluster-settings --cluster ${of('ClusterName')} --settings name=containerInsights,value=enabled`,
  },
  'AWS/RDS DBLoad': {
    says: 'Performance Insights is off for the database, or its class has none',
    mend: (of) =>
      of('DBInstanceIdentifier') === ''
        ? `aws rds modify-db-cluster --db-cluster-identifier ${of('DBClusterIdentifier')} --enable-performance-insights --apply-immediately`
        : `aws rds modify-db-instance --db-instance-identifier ${of('DBInstanceIdentifier')} --enable-performance-insights --apply-immediately`,
  },
};

/**
 * What of a service cannot be read, each with what would mend it: a metric that has to be turned on, a name that is wrong, a
 * service without requests. What is not read is told to be unknown by every look.
 */
export function foundOfReadings(config: ServiceConfig, unread: readonly Unread[]): readonly Found[] {
  const gauges = gaugesOf(config);
  if (unread.length === 0) return [ok(`all ${gauges.length} of its readings are told`)];
  return unread.map(({ what, why }) => {
    const parts = gauges.find((gauge) => gauge.what === what)?.reading.parts ?? [];
    const part = parts.find((one) => hintOf(one) !== null) ?? parts[0];
    const hint = part === undefined ? null : hintOf(part);
    if (part === undefined || hint === null) return warning(`${what} is not read: ${why}${namesOf(parts)}`);
    return warning(`${what} is not read: ${hint.says}`, hint.mend(dimensionOf(part)));
  });
}

function hintOf(part: SourceConfig): Hint | null {
  if (part.kind !== 'cloudwatch') return null;
  return hints[`${part.namespace} ${part.metricName}`] ?? hints[part.namespace] ?? null;
}

const dimensionOf = (part: SourceConfig) => (name: string) =>
  part.kind === 'cloudwatch' ? (part.dimensions[name] ?? '') : '';

function namesOf(parts: readonly SourceConfig[]): string {
  const named = parts.map((part) => {
    const of = part.kind === 'cloudwatch' ? ` of ${Object.values(part.dimensions).join(', ')}` : '';
    return `${nameOfPart(part)}${of}`;
  });
  return named.length === 0 ? '' : `; check that ${named.join(' and ')} is called so here, and has requests`;
}
