import type { Stack } from 'aws-cdk-lib';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { SourceConfig, SourceKind } from '../../core/readings/source-kinds.ts';
import { cloudWatchMetric } from './cloudwatch/alarm-metric.ts';
import { invokePermission } from './lambda/invoke-permission.ts';
import { queryPermissions } from './prometheus/query-permissions.ts';
import { secretPermissions } from './secret-place.ts';
import type { ReadPermission, SourceConstruct } from './source-construct.ts';

const kinds: { readonly [K in SourceKind]: SourceConstruct<K> } = {
  // Metrics have no resource to narrow a grant to: the functions may read all of the account.
  cloudwatch: { metric: cloudWatchMetric, permissions: () => [] },
  lambda: { metric: null, permissions: invokePermission },
  prometheus: { metric: null, permissions: queryPermissions },
  datadog: { metric: null, permissions: secretPermissions },
};

/** The metric by which alarms and graphs see a part of a reading; null where none can. */
export function metricOf<K extends SourceKind>(part: SourceConfig<K>): IMetric | null {
  const metric: ((part: SourceConfig<K>) => IMetric) | null = kinds[part.kind as K].metric;
  return metric === null ? null : metric(part);
}

/** What the role that reads a part must be allowed, beside what it may read of the whole account. */
export function readPermissions<K extends SourceKind>(part: SourceConfig<K>, stack: Stack): readonly ReadPermission[] {
  const kind: SourceConstruct<K> = kinds[part.kind as K];
  return kind.permissions(part, stack);
}
