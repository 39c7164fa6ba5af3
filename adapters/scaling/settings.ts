import { notConfigured } from '../../core/looking/not-configured.ts';
import { Refusal } from '../../core/model/errors.ts';
import type { ScalableConfig } from '../../core/scaling/config/scalable.ts';
import type { Override } from '../../core/scaling/observation.ts';
import { overrideKinds } from '../../core/scaling/override-kinds.ts';
import type { Settings } from '../../core/scaling/ports.ts';
import { isTuned, withChoice } from '../../core/scaling/with-choice.ts';
import { once } from '../aws/once.ts';
import type { Item } from '../table/attributes.ts';
import { configPartition, overridesPartition } from '../table/keys.ts';
import { queryAll } from '../table/query-all.ts';
import { type Common, readNothing, readNumber, readOneOf, readOverrides, readText } from '../table/read-override.ts';
import type { Table } from '../table/table.ts';
import { readChoices } from './choices.ts';
import type { ConfigRead } from './read-config.ts';

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
  const overrides = once(() => queryAll(table, overridesPartition('scaling')));
  // What checks configs is loaded with the first that is read: a tick at which nothing is due needs none of it.
  const reader = once(async () => (await import('./read-config.ts')).readConfig);
  return {
    names: async () => [...(await texts()).keys()],
    all: async () => {
      const [read, found] = await Promise.all([reader(), texts()]);
      return new Map([...found].map(([scalable, text]) => [scalable, read(scalable, text)]));
    },
    scalable: async (scalable) => {
      const [read, found] = await Promise.all([reader(), texts()]);
      const text = found.get(scalable);
      if (text === undefined) throw new Refusal(notConfigured('scaling', scalable, found.keys()));
      const config = read(scalable, text);
      if (config instanceof Refusal) throw config;
      return isTuned(config) ? withChoice(config, (await choices()).get(scalable) ?? null) : config;
    },
    links: async (scalable) => {
      const needing = [...(await texts())].filter(([, text]) => text.includes('"needs"'));
      if (needing.length === 0) return null;
      const [read, { tierGraph }, { linksOf }] = await Promise.all([
        reader(),
        import('../../core/scaling/config/tier-graph.ts'),
        import('../../core/scaling/tiers/links.ts'),
      ]);
      const configs = needing.map(([name, text]) => read(name, text)).filter(isConfig);
      return linksOf(scalable, tierGraph(configs));
    },
    overrides: async (scalable, atMs) => readOverrides<Override>(await overrides(), scalable, atMs, readOverride),
  };
}

const isConfig = (read: ConfigRead): read is ScalableConfig => !(read instanceof Refusal);

const nameAndText = (item: Item): [string, string] => [item.sk?.S ?? '', item.config?.S ?? 'null'];

function readOverride(item: Item, common: Common): Override {
  const kind = readOneOf(item, 'kind', overrideKinds);
  if (kind === 'size')
    return { kind, units: readNothing(item, 'units'), size: readText(item, 'size') ?? '', ...common };
  return { kind, units: kind === 'pause' ? readNothing(item, 'units') : readNumber(item, 'units', true), ...common };
}
