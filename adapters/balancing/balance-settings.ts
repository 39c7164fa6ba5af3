import type { BalanceConfig } from '../../core/balancing/config/balance.ts';
import { parseBalance } from '../../core/balancing/config/parse-balance.ts';
import type { WeightOverride } from '../../core/balancing/observation.ts';
import type { BalanceSettings } from '../../core/balancing/ports.ts';
import { notConfigured } from '../../core/looking/not-configured.ts';
import { Refusal } from '../../core/model/errors.ts';
import { once } from '../aws/once.ts';
import type { Item } from '../table/attributes.ts';
import { configPartition, overridesPartition } from '../table/keys.ts';
import { queryAll } from '../table/query-all.ts';
import { type Common, readNothing, readNumber, readOneOf, readOverrides, readText } from '../table/read-override.ts';
import type { Table } from '../table/table.ts';

/** The settings of balances as they are in the table, fetched once: make one for each invocation. */
export interface TableBalances extends BalanceSettings {
  /** The name of every configured balance, whether or not its config can be used. */
  names(): Promise<readonly string[]>;
  /** Every configured balance by name; a config that cannot be used stands there as the refusal that says so. */
  all(): Promise<ReadonlyMap<string, BalanceConfig | Refusal>>;
}

/** The settings of balances out of a table: what was asked once is not asked again. */
export function dynamoDbBalances(table: Table): TableBalances {
  const texts = once(async () => new Map((await queryAll(table, configPartition('balancing'))).map(nameAndText)));
  const overrides = once(() => queryAll(table, overridesPartition('balancing')));
  return {
    names: async () => [...(await texts()).keys()],
    all: async () => new Map([...(await texts())].map(([balance, text]) => [balance, read(balance, text)])),
    balance: async (balance) => {
      const found = await texts();
      const text = found.get(balance);
      if (text === undefined) throw new Refusal(notConfigured('balancing', balance, found.keys()));
      const config = read(balance, text);
      if (config instanceof Refusal) throw config;
      return config;
    },
    overrides: async (balance, atMs) => readOverrides<WeightOverride>(await overrides(), balance, atMs, readOverride),
  };
}

const nameAndText = (item: Item): [string, string] => [item.sk?.S ?? '', item.config?.S ?? 'null'];

function read(balance: string, text: string): BalanceConfig | Refusal {
  try {
    return parseBalance(balance, JSON.parse(text));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return new Refusal(`the config of "${balance}" in the table cannot be used: ${why}; deploy it again`);
  }
}

function readOverride(item: Item, common: Common): WeightOverride {
  const kind = readOneOf(item, 'kind', ['pin', 'pause', 'adopt']);
  if (kind !== 'pin')
    return { kind, group: readNothing(item, 'group'), percent: readNothing(item, 'percent'), ...common };
  return { kind, group: readText(item, 'group'), percent: readNumber(item, 'percent', false, 100), ...common };
}
