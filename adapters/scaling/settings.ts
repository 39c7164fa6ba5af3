import { Refusal } from '../../core/model/errors.ts';
import type { Override } from '../../core/scaling/observation.ts';
import type { Settings } from '../../core/scaling/ports.ts';
import { isTuned, withChoice } from '../../core/scaling/with-choice.ts';
import type { Item } from '../table/attributes.ts';
import { configPartition, overridesPartition } from '../table/keys.ts';
import { queryAll } from '../table/query-all.ts';
import type { Table } from '../table/table.ts';
import { readChoices } from './choices.ts';
import { type ConfigRead, readConfig } from './read-config.ts';

/**
 * The settings as they are in the table, fetched once: make one for each invocation. A tuned policy is the provisioner that
 * was chosen for it; the choices are only asked for where a config has one.
 */
export interface TableSettings extends Settings {
  /** The name of every configured scalable, whether or not its config can be used. */
  names(): Promise<readonly string[]>;
  /**
   * Every configured scalable by name, as people have written it, tuned policies included; a config that cannot be used
   * stands there as the refusal that says so.
   */
  all(): Promise<ReadonlyMap<string, ConfigRead>>;
}

/** The settings of scalables out of a table: what was asked once is not asked again. */
export function dynamoDbSettings(table: Table): TableSettings {
  const texts = once(async () => new Map((await queryAll(table, configPartition('scaling'))).map(nameAndText)));
  const choices = once(() => readChoices(table));
  const overrides = once(async () => readOverrides(await queryAll(table, overridesPartition('scaling'))));
  return {
    names: async () => [...(await texts()).keys()],
    all: async () => new Map([...(await texts())].map(([scalable, text]) => [scalable, readConfig(scalable, text)])),
    scalable: async (scalable) => {
      const text = (await texts()).get(scalable);
      if (text === undefined)
        throw new Refusal(`no scalable "${scalable}" is configured; deploy it, or correct the name`);
      const config = readConfig(scalable, text);
      if (config instanceof Refusal) throw config;
      return isTuned(config) ? withChoice(config, (await choices()).get(scalable) ?? null) : config;
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

const nameAndText = (item: Item): [string, string] => [item.sk?.S ?? '', item.config?.S ?? 'null'];

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
