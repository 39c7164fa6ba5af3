import type { BalanceConfig } from '../../core/balancing/config/balance.ts';
import type { Refusal } from '../../core/model/errors.ts';
import { balancerArn, placeOf } from './arns.ts';
import type { BalancerClients } from './clients.ts';
import { countTargets } from './read-group.ts';

/** Finds the balances whose targets are not as well as they were at the last glance. Never rejects. */
export type HealthGlance = (
  balances: ReadonlyMap<string, BalanceConfig | Refusal>,
  signal: AbortSignal,
) => Promise<readonly string[]>;

type OnTrouble = (what: string, error: unknown) => void;

/**
 * Metrics tell of ill targets a minute or two late, and cost money to ask for each minute; how targets are costs nothing. A
 * glance compares with the last one of this process. What it misses, at the first or where AWS does not answer (`onTrouble` is
 * told), the alarms and the full look see.
 */
export function healthGlance(clients: BalancerClients, onTrouble: OnTrouble): HealthGlance {
  const healthy = new Map<string, number>();
  const hasChanged = async ({ balancer, groups }: BalanceConfig, signal: AbortSignal): Promise<boolean> => {
    const client = clients.reader(placeOf(balancerArn(balancer)).region);
    const changes = await Promise.all(
      Object.values(groups).map(async ({ targetGroupArn }) => {
        const now = (await countTargets(client, targetGroupArn, signal)).healthy;
        const before = healthy.get(targetGroupArn) ?? now;
        healthy.set(targetGroupArn, now);
        return now !== before;
      }),
    );
    return changes.includes(true);
  };
  return async (balances, signal) => {
    const changed: string[] = [];
    // One balance after the other, since AWS throttles an account that asks for many at once.
    for (const [name, config] of balances) {
      if (config instanceof Error || signal.aborted) continue;
      try {
        if (await hasChanged(config, signal)) changed.push(name);
      } catch (error) {
        onTrouble(`the targets of ${name} could not be glanced at`, error);
      }
    }
    return changed;
  };
}
