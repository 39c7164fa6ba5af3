import { describe, expect, it } from 'vitest';
import { receive } from '../../../adapters/signals/receive.ts';
import type { BalanceConfig } from '../../../core/balancing/config/balance.ts';
import { balancingScopes } from '../../../core/balancing/scopes.ts';
import { planLooks, type Roster } from '../../../core/looking/plan.ts';
import { Refusal } from '../../../core/model/errors.ts';
import { hears } from '../../../functions/load-balancer/roster.ts';
import { noonMs } from '../../fixtures.ts';
import { alarm, queued, tick } from '../../functions/resource-allocator/queue-events.ts';
import { aBalance, aGroupInput } from './fleet.ts';

const groupsOf = (scalable: string | null) => ({
  blue: aGroupInput('b', { scalable }),
  green: aGroupInput('g', { scalable }),
});
const all = new Map<string, BalanceConfig | Refusal>([
  ['shop/web', aBalance({ groups: groupsOf('shop/web') }, 'shop/web')],
  ['shop/api', aBalance({ groups: groupsOf('shop/api') }, 'shop/api')],
  ['shop/old', new Refusal('cannot be read')],
]);

function roster(isFullLook = false, ailing: readonly string[] = []): Roster {
  const names = async () => [...all.keys()];
  return {
    scopes: balancingScopes('headroom', { all: async () => all }),
    all: names,
    watching: async () => ['shop/api', ...ailing],
    claimFullLook: async () => isFullLook,
  };
}

async function planned(event: unknown, isFullLook = false, ailing: readonly string[] = []): Promise<string[]> {
  const { heard } = receive(event, 'i', hears);
  return (await planLooks(heard, roster(isFullLook, ailing), noonMs)).looks.map(({ subject }) => subject);
}

const changed = (scalable: string) => ({ source: 'headroom', 'detail-type': 'Capacity Changed', detail: { scalable } });

describe('which balances are looked at', () => {
  it('those with a group of the scalable whose capacity has changed', async () => {
    expect(await planned(changed('shop/web'))).toEqual(['shop/web']);
    expect(await planned(changed('shop/other'))).toEqual([]);
  });

  it('the one that an alarm of ours names, and all where somebody else has named it', async () => {
    expect(await planned(queued(alarm('headroom-balancing/shop/web:blue-unhealthy')))).toEqual(['shop/web']);
    expect(await planned(queued(alarm('disk-full')))).toHaveLength(3);
  });

  it('those that are watched or not as well as before at a tick, and all at every fifth', async () => {
    expect(await planned(queued(tick))).toEqual(['shop/api']);
    expect(await planned(queued(tick), true)).toHaveLength(3);
    expect(await planned(queued(tick), false, ['shop/web', 'shop/api'])).toEqual(['shop/api', 'shop/web']);
  });

  it('each once, however many events name it, and dry runs one by one', async () => {
    const twice = queued(
      alarm('headroom-balancing/shop/web:blue-slow'),
      alarm('headroom-balancing/shop/web:blue-errors'),
    );
    expect(await planned(twice)).toEqual(['shop/web']);
    const rehearsal = JSON.stringify({ balance: 'shop/web', dryRun: true });
    const Records = ['m1', 'm2'].map((messageId) => ({ messageId, body: rehearsal }));
    expect(await planned({ Records })).toEqual(['shop/web', 'shop/web']);
  });
});
