import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { type ConfiguredCapability, nounOf } from '../../core/model/capability-name.ts';
import { Refusal } from '../../core/model/errors.ts';
import type { ConfigStore } from './config-store.ts';
import { configTexts } from './config-texts.ts';
import { toJsonText } from './json-text.ts';
import { configPartition, watchingKey } from './keys.ts';
import { tellStack } from './owner.ts';
import { busy, patiently } from './patiently.ts';
import { leavePlace, takePlace } from './places.ts';
import { readPlace, writePlace } from './stored-places.ts';
import { claimed, unclaimed } from './subject-claims.ts';
import type { Table } from './table.ts';
import { transact } from './transact.ts';

/**
 * Configs in the deployment's table, each written in one transaction with what it claims. Whose config goes leaves the watch
 * list with it.
 */
export function ownedConfigs(table: Table, capability: ConfiguredCapability): ConfigStore<object> {
  return {
    all: () => configTexts(table, configPartition(capability)),
    put: (config, owner, claiming = null) => {
      const { name, settings } = stored(capability, config);
      const mine = { owner, config: toJsonText(`the config of ${name}`, settings), claim: claiming?.id ?? null };
      return writing(table, `configure ${name}`, async () => {
        const before = await readPlace(table, capability, name);
        const place = takePlace(before.stored, mine);
        if (place === null) throw elsewhere(name, before.stored?.owner ?? '');
        const claims = claiming === null ? [] : await claimed(table, { capability, name, owner, claiming });
        return [writePlace(table, capability, name, before, place), ...claims];
      });
    },
    delete: (name, owner, claim = null) =>
      writing(table, `remove ${name}`, async () => {
        const before = await readPlace(table, capability, name);
        const place = before.stored === null ? null : leavePlace(before.stored, owner, claim);
        const claims = claim === null ? [] : await unclaimed(table, { capability, name, owner, id: claim });
        if (place === before.stored) return claims;
        const watching = { TableName: table.tableName, Key: watchingKey({ capability, subject: name }) };
        const gone: TransactWriteItem[] = place === null ? [{ Delete: watching }] : [];
        return [writePlace(table, capability, name, before, place), ...gone, ...claims];
      }),
  };
}

/** Reads, and writes what follows from it if nobody else has written meanwhile. */
function writing(table: Table, what: string, actions: () => Promise<readonly TransactWriteItem[]>): Promise<void> {
  return patiently<void>(table, what, async () => {
    const all = await actions();
    if (all.length > 0 && (await transact(table, what, all)) !== 'written') return busy;
  });
}

function elsewhere(name: string, owner: string): Refusal {
  const says = `"${name}" is configured elsewhere already, by ${tellStack(owner)}`;
  return new Refusal(`${says}; rename it, or remove it there and deploy that first`);
}

/** A config as it is stored: its name is its key. */
function stored(capability: ConfiguredCapability, config: object) {
  const { [nounOf(capability)]: name, ...settings }: Readonly<Record<string, unknown>> = { ...config };
  return { name: String(name), settings };
}
