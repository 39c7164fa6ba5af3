import { everything, nothing, only, type Scopes, subjectOfAlarm, watched } from '../looking/scope.ts';
import { Refusal } from '../model/errors.ts';
import type { BalanceConfig } from './config/balance.ts';

/** Every configured balance by name; a config that cannot be used stands there as the refusal that says so. */
interface Balances {
  all(): Promise<ReadonlyMap<string, BalanceConfig | Refusal>>;
}

/** Our alarms are called `<deployment>-balancing/<balance>:<what>`; any other says that something is going on, not where. */
export function balancingScopes(deployment: string, balances: Balances): Scopes {
  const prefix = `${deployment}-balancing/`;
  return {
    alarm: ({ alarmName }) => {
      const subject = subjectOfAlarm(alarmName.split(':')[0] ?? '', [prefix]);
      return subject === null ? everything : only(subject);
    },
    tick: () => watched,
    manual: ({ capability, subject }) => {
      if (capability !== 'balancing') return nothing;
      return subject === null ? everything : only(subject);
    },
    wake: ({ subject }) => only(subject),
    change: async ({ scalable }) => only(...changedBy(scalable, await balances.all())),
    content: () => nothing,
    release: () => nothing,
  };
}

/** Balances with a group of this scalable, or with one of which nobody knows the scalable. */
function changedBy(scalable: string, all: ReadonlyMap<string, BalanceConfig | Refusal>): readonly string[] {
  return [...all].flatMap(([name, config]) => {
    if (config instanceof Refusal) return [];
    const scalables = Object.values(config.groups).map((group) => group.scalable);
    return scalables.includes(scalable) || scalables.includes(null) ? [name] : [];
  });
}
