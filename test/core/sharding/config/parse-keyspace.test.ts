import { describe, expect, it } from 'vitest';
import { parseKeyspace } from '../../../../core/sharding/config/parse-keyspace.ts';

const table = { kind: 'dynamodb-table', tableName: 't' } as const;
const postgres = { kind: 'postgres', host: 'h', database: 'd', ownerSecretArn: 'arn' } as const;

describe('the config of a keyspace', () => {
  it('needs only its shards', () => {
    expect(parseKeyspace('shop', { shards: { a: postgres } })).toMatchObject({
      keyspace: 'shop',
      mode: 'recommend',
      bits: 8,
      startAbove: 1.25,
      stopAt: 1.1,
      mostBytesPerWindow: null,
      shards: { a: { kind: 'postgres', port: 5432, weight: 1, applicationSecretArn: null } },
    });
  });

  it.each<[string, unknown, string]>([
    [
      'a/b',
      { shards: { a: table } },
      'keyspace: "a/b" is not a name for a keyspace; use at most 64 letters, digits and "._-"',
    ],
    ['shop', { shards: {} }, 'shards: is empty; give at least one'],
    [
      'shop',
      { shards: { a: table, b: postgres } },
      'shards: the shards are of the kinds dynamodb-table and postgres; give shards of one kind',
    ],
    ['shop', { shards: { a: table }, startAbove: 1.05 }, 'stopAt: 1.1 is above startAbove, 1.05; give at most that'],
    ['shop', { shards: { a: table }, bits: 20 }, 'bits: 20 is too big; give at most 16'],
    ['shop', { shards: { A: table } }, 'shards.A: this name is not a name of small letters'],
    ['shop', { shards: { a: { ...table, weight: 0 } } }, 'shards.a.weight: 0 is too small; give more than 0'],
    [
      'shop',
      { shards: { a: { kind: 'mysql' } } },
      'shards.a.kind: "mysql" is not a known kind; give "postgres" or "dynamodb-table"',
    ],
  ])('names what is wrong with it and how to mend it (%#)', (keyspace, input, message) => {
    expect(() => parseKeyspace(keyspace, input)).toThrow(message);
  });
});
