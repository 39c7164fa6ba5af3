import { InvalidInput } from '../../model/errors.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
const longest = 64;

const roles = ['shard-mover', 'shard-router', 'shard-balancer'] as const;

/** What all functions of a keyspace are called. */
export function shardFunctionNames(deployment: string, keyspace: string): readonly string[] {
  return roles.map((role) => shardFunctionName(deployment, keyspace, role));
}

/**
 * What a function of a keyspace is called; the command line finds the mover by it. Throws `InvalidInput` where Lambda takes
 * no such name.
 */
export function shardFunctionName(deployment: string, keyspace: string, role: (typeof roles)[number]): string {
  const name = `${deployment}-${keyspace.replaceAll('.', '-')}-${role}`;
  if (name.length <= longest) return name;
  throw new InvalidInput(
    'keyspace',
    `its functions would be called "${name}", which is longer than the ${longest} characters that Lambda takes; shorten it`,
  );
}
