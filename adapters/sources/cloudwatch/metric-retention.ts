import { counted } from '../../../core/model/counted.ts';
import { cloudWatchRetention } from '../../../core/readings/sources/cloudwatch-retention.ts';

/** Why CloudWatch has no such points any more; null where it has. Asking all the same would spoil the whole call. */
export function retentionFault(periodSeconds: number, fromMs: number, nowMs: number): string | null {
  const limit = cloudWatchRetention.find(
    ({ belowSeconds, forMs }) => periodSeconds < belowSeconds && nowMs - fromMs > forMs,
  );
  if (limit === undefined) return null;
  return `CloudWatch keeps points of ${counted(periodSeconds, 'second')} for ${limit.told} only; ask for a longer period`;
}
