import type { Place } from '../../model/place.ts';
import type { TargetConfig } from './target-kinds.ts';

/** What a target is called, whatever its place: every field of a config beside its place is one of its names. */
export function namesOf({ kind, account: _, region: __, ...names }: TargetConfig): readonly string[] {
  const sorted = Object.entries(names).sort(([a], [b]) => (a < b ? -1 : 1));
  return [kind, ...sorted.map(([, name]) => String(name ?? ''))];
}

/** What a target is for people, e.g. `the auto-scaling-group web`. */
export function tellTarget(config: TargetConfig): string {
  const [kind, ...names] = namesOf(config);
  return `the ${kind} ${names.filter((name) => name !== '').join('/')}`;
}

/**
 * A text that is the same for two configs exactly where they mean one target. What a config leaves out of its place is
 * where Headroom is.
 */
export function targetIdentity(config: TargetConfig, own: Place): string {
  const { account, region } = config;
  return JSON.stringify([account ?? own.account, region ?? own.region, ...namesOf(config)]);
}
