import type { TargetConfig } from '../../../../core/scaling/config/target-kinds.ts';
import type { Scaled } from '../any-kind/native-rivals.ts';
import { isProvisioned } from './throughput-of.ts';

/** What Application Auto Scaling knows a number of a table by; null for what it cannot scale. */
export function scaledThroughput(config: TargetConfig<'dynamodb-throughput'>): Scaled | null {
  const { tableName, indexName, throughput } = config;
  if (!isProvisioned(throughput)) return null;
  const what = indexName === null ? 'table' : 'index';
  return {
    ServiceNamespace: 'dynamodb',
    ScalableDimension: `dynamodb:${what}:${throughput}`,
    ResourceId: indexName === null ? `table/${tableName}` : `table/${tableName}/index/${indexName}`,
  };
}
