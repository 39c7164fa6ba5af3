import { InvalidInput } from '../../model/errors.ts';
import { checkAll } from '../../schema/all-faults.ts';
import { tellIssues } from '../../schema/tell-issue.ts';
import { type KeyspaceConfig, keyspaceSchema } from './keyspace.ts';

const keyspaceName = /^[a-z0-9][a-z0-9._-]{0,63}$/i;

/** Reads the config of one keyspace. Throws `InvalidInput` naming the field, the value and the fix. */
export function parseKeyspace(keyspace: string, input: unknown): KeyspaceConfig {
  if (!keyspaceName.test(keyspace)) {
    throw new InvalidInput(
      'keyspace',
      `"${keyspace}" is not a name for a keyspace; use at most 64 letters, digits and "._-"`,
    );
  }
  const parsed = keyspaceSchema.safeParse(input);
  if (!parsed.success) throw tellIssues(parsed.error.issues, input, keyspaceSchema);
  const { data } = parsed;
  checkAll(
    () => checkThresholds(data),
    () => checkShards(data),
  );
  return { ...data, keyspace };
}

type Written = Omit<KeyspaceConfig, 'keyspace'>;

function checkThresholds({ startAbove, stopAt }: Written): void {
  if (stopAt <= startAbove) return;
  throw new InvalidInput('stopAt', `${stopAt} is above startAbove, ${startAbove}; give at most that`);
}

function checkShards({ shards }: Written): void {
  if (Object.keys(shards).length === 0) throw new InvalidInput('shards', 'is empty; give at least one');
  const kinds = new Set(Object.values(shards).map(({ kind }) => kind));
  if (kinds.size > 1) {
    throw new InvalidInput(
      'shards',
      `the shards are of the kinds ${[...kinds].join(' and ')}; give shards of one kind`,
    );
  }
}
