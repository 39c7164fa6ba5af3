import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { InvalidInput } from '../../core/model/errors.ts';
import { isSubjectName } from '../../core/model/subject-name.ts';
import type { Override } from '../../core/scaling/observation.ts';
import { type Item, number, text } from '../table/attributes.ts';
import { overrideKey } from '../table/keys.ts';
import type { Table } from '../table/table.ts';
import { type OverrideInput, parseOverride } from './parse-override.ts';

/** What people set; looks only read it. */
export interface SettingsWriter {
  /** Sets an override, in the place of the one of its kind. Throws `InvalidInput`. */
  putOverride(scalable: string, override: OverrideInput, nowMs: number): Promise<Override>;
  /** False where there was none. */
  removeOverride(scalable: string, kind: Override['kind']): Promise<boolean>;
}

/** Writes configs, overrides and the stop switch into the table of a deployment. */
export function settingsWriter(table: Table): SettingsWriter {
  const { client, tableName } = table;
  const put = (Item: Item) => client.send(new PutItemCommand({ TableName: tableName, Item }));
  return {
    putOverride: async (scalable, input, nowMs) => {
      if (!isSubjectName(scalable)) throw new InvalidInput('scalable', `"${scalable}" is not a name for a scalable`);
      const override = parseOverride(input, nowMs);
      await put(overrideItem(scalable, override));
      return override;
    },
    removeOverride: async (scalable, kind) => {
      const input = {
        TableName: tableName,
        Key: overrideKey('scaling', scalable, kind),
        ReturnValues: 'ALL_OLD',
      } as const;
      return (await client.send(new DeleteItemCommand(input))).Attributes !== undefined;
    },
  };
}

function overrideItem(scalable: string, { kind, units, size, untilMs, note, by = null }: Override): Item {
  return {
    ...overrideKey('scaling', scalable, kind),
    kind: text(kind),
    ...(units !== null && { units: number(units) }),
    ...(size !== undefined && { size: text(size) }),
    untilMs: number(untilMs),
    ...(note !== null && { note: text(note) }),
    ...(by !== null && { by: text(by) }),
    expiresAt: number(Math.ceil(untilMs / 1000)),
  };
}
