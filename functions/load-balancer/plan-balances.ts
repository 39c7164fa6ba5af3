import type { Heard } from '../../adapters/signals/receive.ts';
import type { BalanceConfig } from '../../core/balancing/config/balance.ts';
import { Refusal } from '../../core/model/errors.ts';
import type { Signal } from '../../core/model/signal.ts';

/** Where a plan learns what there is to look at. */
export interface BalanceRoster {
  names(): Promise<readonly string[]>;
  all(): Promise<ReadonlyMap<string, BalanceConfig | Refusal>>;
  /** The balances that asked to be looked at again by now. */
  watching(nowMs: number): Promise<readonly string[]>;
  /** The balances whose targets are not as well as they were at the last glance. Never rejects. */
  ailing(): Promise<readonly string[]>;
  /** True for the one tick in five minutes that looks at everything. */
  claimFullLook(nowMs: number): Promise<boolean>;
}

/** A look to be made, and the messages that wait for it. */
export interface PlannedBalance {
  readonly balance: string;
  readonly signal: Signal;
  readonly awaitedBy: Heard[];
}

/** Plans each balance once, however many signals are about it; dry runs one by one, since each answers its sender. */
export async function planBalances(
  heard: readonly Heard[],
  deployment: string,
  roster: BalanceRoster,
  nowMs: number,
): Promise<readonly PlannedBalance[]> {
  const planned = new Map<string, PlannedBalance>();
  for (const [index, one] of heard.entries()) {
    for (const balance of await balancesOf(one.signal, deployment, roster, nowMs)) {
      const key = one.signal.dryRun ? `${balance} for ${index}` : balance;
      const known = planned.get(key);
      if (known === undefined) planned.set(key, { balance, signal: one.signal, awaitedBy: [one] });
      else known.awaitedBy.push(one);
    }
  }
  return [...planned.values()];
}

async function balancesOf(
  signal: Signal,
  deployment: string,
  roster: BalanceRoster,
  nowMs: number,
): Promise<readonly string[]> {
  switch (signal.kind) {
    case 'manual':
      return [signal.subject];
    case 'tick':
      if (signal.dryRun || (await roster.claimFullLook(nowMs))) return roster.names();
      return [...new Set([...(await roster.watching(nowMs)), ...(await roster.ailing())])];
    case 'change':
      return changedBy(signal.scalable, await roster.all());
    case 'alarm':
      return alarmed(signal.alarmName, deployment, await roster.names());
  }
}

/** Balances with a group of this scalable, or with one of which nobody knows the scalable. */
function changedBy(scalable: string, all: ReadonlyMap<string, BalanceConfig | Refusal>): readonly string[] {
  return [...all].flatMap(([name, config]) => {
    if (config instanceof Refusal) return [];
    const scalables = Object.values(config.groups).map((group) => group.scalable);
    return scalables.includes(scalable) || scalables.includes(null) ? [name] : [];
  });
}

/** Our alarms are called `<deployment>-balancing/<balance>:<what>`; any other says that something is going on, not where. */
function alarmed(alarmName: string, deployment: string, names: readonly string[]): readonly string[] {
  const prefix = `${deployment}-balancing/`;
  const balance = alarmName.startsWith(prefix) ? (alarmName.slice(prefix.length).split(':')[0] ?? '') : '';
  return names.includes(balance) ? [balance] : names;
}
