import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../../core/model/entry.ts';
import { blankMemory } from '../../../../core/model/memory.ts';
import { replay } from '../../../../core/replay.ts';
import { newMove } from '../../../../core/sharding/moving/new-move.ts';
import {
  decide as movingBetweenServers,
  type ServerMoveObservation,
} from '../../../../core/sharding/moving/servers/between-servers.ts';
import { unknownCopy } from '../../../../core/sharding/moving/servers/seen.ts';
import {
  decide as movingBetweenTables,
  type TableMoveObservation,
} from '../../../../core/sharding/moving/tables/between-tables.ts';

const atMs = 5_000;
const move = newMove({ id: 'm1', keyspace: 'shop', slot: 7, from: 'a', to: 'b', epoch: 12, requestedAtMs: 0 });
const looked = { subject: 'shop/m1', atMs, memory: blankMemory, move };

const ofServers: ServerMoveObservation = {
  ...looked,
  seen: {
    atMs,
    slot: { shard: 'a', epoch: 12, move: 'm1' },
    rollbackHours: 24,
    source: null,
    target: null,
    unreachable: 'shard "b" cannot be reached; see whether it is up',
    blockers: [],
    notices: [],
    copy: unknownCopy,
  },
};
const ofTables: TableMoveObservation = {
  ...looked,
  fences: { source: null, target: null },
  differ: null,
  staleMs: 8_000,
};

/** As the ledger gives it back. */
function recorded(observation: object, decision: unknown): Entry {
  const entry = { schema: 2, id: '1', capability: 'moving', subject: 'shop/m1', atMs, observation, decision };
  return JSON.parse(
    JSON.stringify({ ...entry, signal: { kind: 'tick', id: 's', atMs, dryRun: false }, outcome: null }),
  );
}

describe('a recorded look at a move is decided again by what its shards are', () => {
  it('PostgreSQL servers', async () => {
    const entry = recorded(ofServers, movingBetweenServers(ofServers));
    expect(await replay(entry)).toMatchObject({ same: true, differences: [] });
    expect(JSON.stringify(entry.decision)).toContain('cannot be reached');
  });

  it('DynamoDB tables', async () => {
    const entry = recorded(ofTables, movingBetweenTables(ofTables));
    expect(await replay(entry)).toMatchObject({ same: true, differences: [] });
    expect(JSON.stringify(entry.decision)).toContain('the fences are');
  });
});
