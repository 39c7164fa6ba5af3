import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { DeclaredCache } from '../../core/caching/config/declared-cache.ts';
import { networkNamed } from '../deployment/network-named.ts';
import type { CachedRows, CacheNodes, CacheProps, ExistingCache } from './cache-settings.ts';

/** What a config file says of a cache, as `headroom.cache` takes it. What it names is imported into `scope`. */
export function cacheProps(scope: Construct, declared: DeclaredCache): [string, CacheProps] {
  const { config, nodes, existing, network, tables, events, outbox, missCost, shrinksFirst } = declared;
  return [
    config.cache,
    {
      ...(nodes !== null && { nodes: nodesOf(scope, nodes) }),
      ...(existing !== null && { existing: existingOf(scope, existing) }),
      ...(network !== null && networkNamed(scope, network)),
      tables: tables.map((one, index) => rowsOf(new Construct(scope, `Table${index}`), one)),
      events,
      outbox,
      shrinksFirst,
      ...(missCost !== null && { missCost }),
    },
  ];
}

function nodesOf(scope: Construct, nodes: NonNullable<DeclaredCache['nodes']>): CacheNodes {
  const { encryptionKeyArn, ...said } = nodes;
  return {
    ...said,
    ...(encryptionKeyArn !== null && { encryptionKey: Key.fromKeyArn(scope, 'NodesKey', encryptionKeyArn) }),
  };
}

function existingOf(scope: Construct, existing: NonNullable<DeclaredCache['existing']>): ExistingCache {
  const { securityGroupIds, secretKeyArn, login, ...said } = existing;
  return {
    ...said,
    ...(securityGroupIds !== null && {
      securityGroups: securityGroupIds.map((id) => SecurityGroup.fromSecurityGroupId(scope, id, id)),
    }),
    ...(login !== null && { login: loginOf(scope, login, secretKeyArn) }),
  };
}

function loginOf(
  scope: Construct,
  login: NonNullable<NonNullable<DeclaredCache['existing']>['login']>,
  secretKeyArn: string | null,
): NonNullable<ExistingCache['login']> {
  if (login.kind === 'iam') return login;
  const { secretArn, secretField, user } = login;
  const secret = Secret.fromSecretAttributes(scope, 'Password', {
    secretCompleteArn: secretArn,
    ...(secretKeyArn !== null && { encryptionKey: Key.fromKeyArn(scope, 'PasswordKey', secretKeyArn) }),
  });
  return {
    kind: 'password',
    secret,
    ...(secretField !== null && { secretField }),
    ...(user !== null && { user }),
  };
}

function rowsOf(
  scope: Construct,
  { streamArn, keys, tags, encryptionKeyArn }: DeclaredCache['tables'][number],
): CachedRows {
  const table = Table.fromTableAttributes(scope, 'Table', {
    tableArn: streamArn.replace(/\/stream\/.*$/, ''),
    tableStreamArn: streamArn,
    ...(encryptionKeyArn !== null && { encryptionKey: Key.fromKeyArn(scope, 'Key', encryptionKeyArn) }),
  });
  return { table, keys, tags };
}
