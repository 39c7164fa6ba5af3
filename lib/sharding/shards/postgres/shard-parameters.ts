import { type IEngine, ParameterGroup } from 'aws-cdk-lib/aws-rds';
import type { Construct } from 'constructs';
import { InvalidInput } from '../../../../core/model/errors.ts';

/** For how many moves, and for which engine, parameters are set. */
export interface ShardParametersProps {
  /** A version of Aurora PostgreSQL or of PostgreSQL on RDS. */
  readonly engine: IEngine;
  /**
   * Moves that may be under way at once at this server, those that can still be taken back included: each holds a slot and
   * two workers for as long.
   * @default 8
   */
  readonly moves?: number;
  /**
   * How much WAL an idle replication slot may hold back before the server drops it, gibibytes. Only RDS for PostgreSQL has
   * it; Aurora keeps WAL in its own storage, and the alarm on slot lag tells.
   * @default 50
   */
  readonly slotWalGibibytes?: number;
  /** More parameters, or others in the place of these. @default - none */
  readonly parameters?: Readonly<Record<string, string>>;
}

/**
 * Parameters of a server that slots move in and out of. Most are static: set on a running server they wait for a restart, so
 * they belong there from the first day on.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Replication.Logical.Configure.html
 */
export class ShardParameters extends ParameterGroup {
  constructor(scope: Construct, id: string, props: ShardParametersProps) {
    const { engine, moves = 8, slotWalGibibytes = 50, parameters = {} } = props;
    const family = engine.parameterGroupFamily ?? engine.engineType;
    if (!/postgres/.test(family)) {
      throw new InvalidInput(
        'engine',
        `${engine.engineType} is not PostgreSQL; shards are PostgreSQL or DynamoDB tables`,
      );
    }
    const isAurora = family.startsWith('aurora');
    super(scope, id, {
      engine,
      description: 'Logical replication from the first day on, for slots that move',
      parameters: {
        'rds.logical_replication': '1',
        // A slot for the way there and one for the way back, and one more each while tables are copied.
        max_replication_slots: String(moves * 4),
        max_wal_senders: String(moves * 4 + spare),
        // One that follows and two that copy for each, and as many on the way back.
        max_logical_replication_workers: String(moves * 4),
        max_worker_processes: String(moves * 4 + spare),
        ...(!isAurora && { max_slot_wal_keep_size: String(slotWalGibibytes * 1024) }),
        ...parameters,
      },
    });
  }
}

/** For what the server needs itself: parallel queries, standbys. */
const spare = 16;
