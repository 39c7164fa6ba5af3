import { InvalidInput } from '../../model/errors.ts';
import { readAll } from '../../schema/all-faults.ts';
import type { ScalableConfig } from './scalable.ts';
import type { TargetConfig } from './target-kinds.ts';

/** What AWS lets go one of several ways, and the one that a target goes. */
interface TargetWay {
  readonly of: string;
  readonly way: string;
}

/** Null where targets of the kind may all be scaled beside each other. */
function wayOf(target: TargetConfig): TargetWay | null {
  if (target.kind === 'lambda-event-source') return { of: `event source ${target.uuid}`, way: target.polling };
  if (target.kind !== 'dynamodb-throughput') return null;
  const way = target.throughput.startsWith('Max') ? 'the most that a table on demand serves' : 'provisioned throughput';
  return { of: `table ${target.tableName}`, way };
}

/** Why two targets cannot both be scaled; null where they can. */
export function refusedBeside(one: TargetConfig, other: TargetConfig): string | null {
  const [here, there] = [wayOf(one), wayOf(other)];
  if (here === null || here.of !== there?.of || here.way === there.way) return null;
  if (one.account !== other.account || one.region !== other.region) return null;
  return `the ${here.of} has ${here.way} or ${there.way}, never both at a time`;
}

/** Throws one `InvalidInput` of all that AWS would not have beside another of these. */
export function refuseBothWays(configs: readonly ScalableConfig[], pathOf: (scalable: string) => string): void {
  readAll(configs, ({ scalable, target }, place) => {
    for (const other of configs.slice(0, place)) {
      const why = refusedBeside(other.target, target);
      if (why === null) continue;
      const says = `"${other.scalable}" and "${scalable}" contradict each other: ${why}; remove one of them`;
      throw new InvalidInput(`${pathOf(scalable)}.target`, says);
    }
  });
}
