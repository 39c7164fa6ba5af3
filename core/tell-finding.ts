import type { Finding } from './model/finding.ts';
import { tell } from './model/reason.ts';
import { utcText } from './time/utc-text.ts';

/** A finding in one line, without its service. */
export function tellFinding({ kind, tier, because, sinceMs, untilMs }: Finding): string {
  const where = tier === null ? '' : ` of ${tier}`;
  return `${kind}${where}: ${tell(because)} (since ${utcText(sinceMs)}, holds until ${utcText(untilMs)})`;
}
