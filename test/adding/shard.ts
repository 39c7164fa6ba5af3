import type { Adding } from './adding.ts';

export const shard: Adding = {
  what: 'a kind of shard',
  most: 4,
  files: {
    'core/sharding/config/shards/redis.ts': `import * as z from 'zod/mini';
import { positive, text } from '../../../schema/fields.ts';

export const redis = {
  schema: z.strictObject({ host: text(), weight: z._default(positive(), 1) }),
  copy: { bytesPerSecond: 50e6, secondsPerMove: 5, dollarsPerGb: 0.02 },
};
`,
    'adapters/sharding/shards/redis/measure.ts': `import type { MeasureKind } from '../any-kind/kind-shard.ts';

export const measure: MeasureKind<'redis'> = async ({ nowMs }) => ({ atMs: nowMs(), slots: [] });
`,
    'adapters/sharding/shards/redis/slot-mover.ts': `import { Refusal } from '../../../../core/model/errors.ts';
import type { MovingParts, SlotMover } from '../any-kind/kind-shard.ts';

export function mover({ config }: MovingParts): SlotMover {
  return {
    look: async () => {
      throw new Refusal(\`\${config.keyspace} cannot be moved\`);
    },
    sweep: async () => 0,
    lagBytes: async () => 0,
    end: async () => {},
  };
}
`,
    'lib/sharding/shards/redis/redis-shard.ts': `import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { ShardConfig } from '../../../../core/sharding/config/shard-kinds.ts';
import type { ShardTarget } from '../shard-target.ts';

export class RedisShard implements ShardTarget {
  readonly config: ShardConfig<'redis'>;
  readonly load = new Metric({ namespace: 'AWS/ElastiCache', metricName: 'EngineCPUUtilization' });
  readonly network = null;
  readonly place: unknown;

  constructor(host: string) {
    this.config = { kind: 'redis', host, weight: 1 };
    this.place = host;
  }

  grantMove(): void {}
  grantObserve(): void {}
  grantUse(): void {}
}
`,
  },
  edits: [
    {
      file: 'core/sharding/config/shard-kinds.ts',
      imports: "import { redis } from './shards/redis.ts';",
      after: 'export const shardKinds = {',
      line: 'redis,',
      askedBy: 'nobody',
    },
    {
      file: 'adapters/sharding/shards/catalogue.ts',
      imports: null,
      after: 'KindShard<K> } = {',
      line: "redis: { measure: () => import('./redis/measure.ts'), mover: () => import('./redis/slot-mover.ts') },",
      askedBy: 'compiler',
    },
    {
      file: 'lib/sharding/shards/catalogue.ts',
      imports: "import { RedisShard } from './redis/redis-shard.ts';",
      after: 'more: ShardImport<K>) => ShardTarget;\n} = {',
      line: 'redis: (_, { host }) => new RedisShard(host),',
      askedBy: 'compiler',
    },
    {
      file: 'lib/index.ts',
      imports: "export { RedisShard } from './sharding/shards/redis/redis-shard.ts';",
      after: '',
      line: '',
      askedBy: 'test',
    },
  ],
};
