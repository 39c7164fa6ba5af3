import { Construct } from 'constructs';
import type { DeclaredKeyspace, ShardImport } from '../../core/sharding/config/declared-keyspace.ts';
import { networkNamed } from '../deployment/network-named.ts';
import type { KeyspaceProps } from './keyspace-settings.ts';
import { shardNamed } from './shards/catalogue.ts';

/** What a config file says of a keyspace, as `headroom.shard` takes it. What it names is imported into `scope`. */
export function keyspaceProps(scope: Construct, declared: DeclaredKeyspace): [string, KeyspaceProps] {
  const { config, imports, network } = declared;
  const { keyspace, schema: _, shards, ...settings } = config;
  const named = Object.entries(shards).map(([name, shard]) => {
    return [
      name,
      shardNamed(new Construct(scope, `Shard-${name}`), shard, (imports[name] ?? {}) as ShardImport),
    ] as const;
  });
  return [
    keyspace,
    { ...settings, shards: Object.fromEntries(named), ...(network === null ? {} : networkNamed(scope, network)) },
  ];
}
