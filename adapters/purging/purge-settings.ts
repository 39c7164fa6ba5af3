import { notConfigured } from '../../core/looking/not-configured.ts';
import { Refusal } from '../../core/model/errors.ts';
import { parsePurge } from '../../core/purging/config/parse-purge.ts';
import type { PurgeConfig } from '../../core/purging/config/purge.ts';
import type { PurgeSettings } from '../../core/purging/ports.ts';
import { configTexts } from '../table/config-texts.ts';
import { configPartition } from '../table/keys.ts';
import type { Table } from '../table/table.ts';

/** The purges that are configured, as they are in the table; read once, so make one for each invocation. */
export interface TablePurgeSettings extends PurgeSettings {
  /** Every purge whose config can be used. */
  all(): Promise<readonly PurgeConfig[]>;
}

/** Reads the configs of all purges of a deployment. */
export async function readPurgeSettings(table: Table): Promise<TablePurgeSettings> {
  const texts = await configTexts(table, configPartition('purging'));
  const read = new Map([...texts].map(([purge, text]) => [purge, parse(purge, text)]));
  return {
    all: async () => [...read.values()].flatMap((one) => (one instanceof Refusal ? [] : [one])),
    purge: async (purge) => {
      const found = read.get(purge) ?? new Refusal(notConfigured('purging', purge, read.keys()));
      if (found instanceof Refusal) throw found;
      return found;
    },
  };
}

function parse(purge: string, text: string): PurgeConfig | Refusal {
  try {
    return parsePurge(purge, JSON.parse(text));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return new Refusal(`the config of "${purge}" in the table cannot be used: ${why}; deploy it again`);
  }
}
