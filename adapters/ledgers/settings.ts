import type { ScalableConfig } from '../../core/model/config.ts';
import { Refusal } from '../../core/model/errors.ts';
import { parseScalable } from '../../core/model/parse-scalable.ts';
import type { Override } from '../../core/scaling/observation.ts';
import type { Settings } from '../../core/scaling/ports.ts';
import { configPartition, type Item, overridesPartition } from './items.ts';
import { queryAll } from './query-all.ts';
import type { Table } from './table.ts';

/** What one config item came to: the config, or why it is none. */
export type ConfigRead = ScalableConfig | Refusal;

/** The settings as they are in the table, read once: make one for each invocation. */
export interface TableSettings extends Settings {
  /** Every configured scalable by name; a config that cannot be read stands there as the refusal that says so. */
  all(): Promise<ReadonlyMap<string, ConfigRead>>;
}

export function dynamoDbSettings(table: Table): TableSettings {
  const configs = once(async () => new Map((await queryAll(table, configPartition)).map(readConfig)));
  const overrides = once(async () => readOverrides(await queryAll(table, overridesPartition)));
  return {
    all: configs,
    scalable: async (scalable) => {
      const config = (await configs()).get(scalable);
      if (config === undefined)
        throw new Refusal(`no scalable "${scalable}" is configured; deploy it, or correct the name`);
      if (config instanceof Refusal) throw config;
      return config;
    },
    overrides: async (scalable, atMs) => {
      const mine = (await overrides()).get(scalable) ?? [];
      return mine.filter(({ untilMs }) => untilMs > atMs);
    },
  };
}

/** Asks once, however many want to know; asks again where that failed. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | null = null;
  return () => {
    asked ??= ask().catch((error: unknown) => {
      asked = null;
      throw error;
    });
    return asked;
  };
}

function readConfig(item: Item): [string, ConfigRead] {
  const scalable = item.sk?.S ?? '';
  try {
    return [scalable, parseScalable(scalable, JSON.parse(item.config?.S ?? 'null'))];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [scalable, new Refusal(`the config of "${scalable}" in the table cannot be used: ${why}; deploy it again`)];
  }
}

function readOverrides(items: readonly Item[]): Map<string, Override[]> {
  const byScalable = new Map<string, Override[]>();
  for (const item of items) {
    const [scalable = ''] = item.sk?.S?.split('#') ?? [];
    byScalable.set(scalable, [...(byScalable.get(scalable) ?? []), readOverride(item)]);
  }
  return byScalable;
}

function readOverride(item: Item): Override {
  return {
    kind: (item.kind?.S ?? 'pause') as Override['kind'],
    units: item.units?.N === undefined ? null : Number(item.units.N),
    untilMs: Number(item.untilMs?.N ?? 0),
    note: item.note?.S ?? null,
  };
}
