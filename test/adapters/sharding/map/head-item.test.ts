import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { headItem, readHead } from '../../../../adapters/sharding/map/head-item.ts';
import { parseKeyspace } from '../../../../core/sharding/config/parse-keyspace.ts';
import { firstMap } from '../../../../core/sharding/map/first-map.ts';

describe('a stored map', () => {
  const map = firstMap(
    parseKeyspace('orders', { bits: 3, shards: { a: { kind: 'dynamodb-table', tableName: 'orders-a' } } }),
  );

  it('comes back as it was', () => {
    expect(readHead(map.keyspace, headItem(map))).toEqual(map);
  });

  it.each([
    ['swells beyond any map', deflateRawSync(new Uint8Array(64 * 1024 * 1024))],
    ['is not deflated bytes', new Uint8Array([255, 254, 253])],
  ])('that %s is refused, and says how large a map may be', (_, B) => {
    const item = { ...headItem(map), blob: { B } };
    expect(() => readHead(map.keyspace, item)).toThrow(
      `blob of the keyspace ${map.keyspace}: it does not inflate to a map of at most 4194304 bytes`,
    );
  });
});
