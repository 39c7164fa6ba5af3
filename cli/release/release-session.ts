import { LambdaClient } from '@aws-sdk/client-lambda';
import { readingClient } from '../../adapters/aws/client-settings.ts';
import { subjects } from '../../adapters/subjects.ts';
import { invalidatorsIn } from '../../core/caching/config/cache-name.ts';
import { releasedFunctions } from '../../core/model/released-functions.ts';
import { shardFunctionNames } from '../../core/sharding/config/shard-function-name.ts';
import { CommandError } from '../command-error.ts';
import { clientSettings, connectAll, exportsAt, type Where } from '../connect.ts';
import type { Session } from '../session.ts';
import type { Served } from './releases.ts';
import { servedBy } from './served.ts';

/** A deployment's functions, and the client that moves them. */
export interface ReleaseSession {
  readonly lambda: LambdaClient;
  readonly all: readonly Served[];
}

/** How all functions of a deployment stand, those of its keyspaces and caches too. Throws `CommandError` where there are none. */
export async function releaseSession({ signal }: Session, where: Where): Promise<ReleaseSession> {
  const lambda = new LambdaClient({ ...readingClient, ...(await clientSettings(where)) });
  const tables = await connectAll(where);
  const keyspaces = [...(await (await subjects('sharding', tables)).all()).keys()];
  const names = [
    ...releasedFunctions(where.deployment),
    ...keyspaces.flatMap((keyspace) => shardFunctionNames(where.deployment, keyspace)),
    ...(where.table === undefined ? invalidatorsIn(await exportsAt(where), where.deployment).values() : []),
  ];
  const all: Served[] = [];
  for (const name of names) {
    const served = await servedBy(lambda, name, signal);
    if (served !== null) all.push(served);
  }
  if (all.length === 0)
    throw new CommandError(
      `no function of a deployment "${where.deployment}" is here; check --deployment and --region`,
    );
  return { lambda, all };
}
