import { createHash } from 'node:crypto';
import { GetItemCommand, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { ConfiguredCapability } from '../../core/model/capability-name.ts';
import type { Claim } from '../../core/model/claim.ts';
import { Refusal } from '../../core/model/errors.ts';
import { text } from './attributes.ts';
import { type Claimant, claim, unclaim } from './claimants.ts';
import type { Claiming } from './config-store.ts';
import { toJsonText } from './json-text.ts';
import { claimKey } from './keys.ts';
import { tellStack } from './owner.ts';
import type { Table } from './table.ts';
import { type Versioned, writeVersion } from './versioned.ts';

/** The id of a claim. It tells no account. */
export function claimId({ identity }: Claim): string {
  return createHash('sha256').update(identity).digest('hex').slice(0, 16);
}

interface Coming extends Claimant {
  readonly capability: ConfiguredCapability;
  readonly claiming: Claiming;
}

/** What writes the claim of a subject. Rejects with `Refusal`, naming both, where another subject has it. */
export async function claimed(table: Table, coming: Coming): Promise<readonly TransactWriteItem[]> {
  const { capability, name, owner, claiming } = coming;
  const { item, held } = await read(table, capability, claiming.id);
  const holding = claim(held, { name, owner }, claiming.besides);
  if ('conflict' in holding) throw refused(coming, holding.conflict);
  return [write(table, capability, claiming.id, item, claiming.what, holding)];
}

/** What takes the claim of a subject away; nothing where it has none. */
export async function unclaimed(
  table: Table,
  { capability, name, owner, id }: Claimant & { readonly capability: ConfiguredCapability; readonly id: string },
): Promise<readonly TransactWriteItem[]> {
  const { item, held } = await read(table, capability, id);
  const left = unclaim(held, { name, owner });
  return left.length === held.length ? [] : [write(table, capability, id, item, item?.what?.S ?? '', left)];
}

async function read(table: Table, capability: ConfiguredCapability, id: string) {
  const { client, tableName: TableName } = table;
  const get = new GetItemCommand({ TableName, Key: claimKey(capability, id), ConsistentRead: true });
  const { Item: item } = await client.send(get);
  const held = item?.claimants?.S === undefined ? [] : (JSON.parse(item.claimants.S) as Claimant[]);
  return { item: item ?? null, held };
}

function write(
  table: Table,
  capability: ConfiguredCapability,
  id: string,
  item: Versioned,
  what: string,
  holding: readonly Claimant[],
): TransactWriteItem {
  const claimants = text(toJsonText(`the claims on ${what}`, holding));
  const attributes = holding.length === 0 ? null : { what: text(what), claimants };
  return writeVersion(table, claimKey(capability, id), item, attributes);
}

function refused({ capability, name, owner, claiming }: Coming, other: Claimant): Refusal {
  const both = `"${name}" of ${tellStack(owner)} and "${other.name}" of ${tellStack(other.owner)}`;
  const { pk, sk } = claimKey(capability, claiming.id);
  return new Refusal(
    `${both} would take turns at ${claiming.what}; let one of them have it: remove the other and deploy that first ` +
      `(if its stack no longer exists, remove the item ${pk?.S} ${sk?.S} from the table)`,
  );
}
