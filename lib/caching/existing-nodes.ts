import { ArnFormat, Stack } from 'aws-cdk-lib';
import { Connections, Port } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { type CacheServerInput, parseCacheServer } from '../../core/caching/config/cache-server.ts';
import { secretConfig, secretPermissions } from '../sources/secret-place.ts';
import type { CachePlace } from './cache-place.ts';
import type { ExistingCache } from './cache-settings.ts';

/** Where a cache is that is there already. Throws `InvalidInput` naming the field, the value and the fix. */
export function existingNodes(scope: Construct, existing: ExistingCache): CachePlace {
  const { login, securityGroups = [], ...said } = existing;
  // Names of a login may be tokens, which only the deploy resolves: the function reads them whole.
  const server = { ...parseCacheServer({ ...said, login: null }), login: loginOf(login) };
  const groups = [...securityGroups];
  const connections = new Connections({ securityGroups: groups, defaultPort: Port.tcp(server.port) });
  return {
    server,
    connections: groups.length === 0 ? null : { connections },
    port: server.port,
    grants: grantsOf(scope, login),
    nodes: null,
    group: null,
    load: [],
  };
}

function loginOf(login: ExistingCache['login']): CacheServerInput['login'] {
  if (login === undefined) return null;
  if (login.kind === 'iam') {
    const { kind, user, cacheName, isServerless = false } = login;
    return { kind, user, cacheName, isServerless };
  }
  const { secret, secretField, user } = login;
  const { secretArn } = secretConfig(secret);
  return { kind: 'password', secretArn, secretField: secretField ?? null, user: user ?? null };
}

function grantsOf(scope: Construct, login: ExistingCache['login']): readonly PolicyStatement[] {
  if (login === undefined) return [];
  if (login.kind === 'password')
    return secretPermissions(secretConfig(login.secret)).map(
      ({ actions, resourceArn, conditions = {} }) =>
        new PolicyStatement({ actions: [...actions], resources: [resourceArn], conditions: { ...conditions } }),
    );
  const { cacheName, user, isServerless = false } = login;
  const arn = (resource: string, resourceName: string) =>
    Stack.of(scope).formatArn({
      service: 'elasticache',
      resource,
      resourceName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  const resources = [arn(isServerless ? 'serverlesscache' : 'replicationgroup', cacheName), arn('user', user)];
  return [new PolicyStatement({ actions: ['elasticache:Connect'], resources })];
}
