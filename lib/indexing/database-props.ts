import { Connections, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import type { ServerConfig } from '../../core/indexing/config/database.ts';
import type { DeclaredDatabase, ServerImport } from '../../core/indexing/config/declared-database.ts';
import { secretNamed } from '../deployment/named-resources.ts';
import type { IndexProps } from './database-settings.ts';
import { PostgresServer } from './postgres-server.ts';

/** What a config file says of a database, as `headroom.indexes` takes it. What it names is imported into `scope`. */
export function databaseProps(scope: Construct, { config, imports }: DeclaredDatabase): [string, IndexProps] {
  const { database, schema: _, servers, ...settings } = config;
  const named = servers.map((server, at) =>
    serverNamed(new Construct(scope, `Server-${at}`), server, imports[at] ?? nothingMore),
  );
  return [database, { ...settings, servers: named }];
}

const nothingMore: ServerImport = { securityGroupIds: null, secretKeyArn: null };

function serverNamed(
  scope: Construct,
  { secretArn, ...place }: ServerConfig,
  { securityGroupIds, secretKeyArn }: ServerImport,
): PostgresServer {
  const secret = secretNamed(scope, 'Secret', secretArn, secretKeyArn);
  if (securityGroupIds === null) return PostgresServer.fromHost({ ...place, secret });
  const securityGroups = securityGroupIds.map((id) => SecurityGroup.fromSecurityGroupId(scope, id, id));
  return PostgresServer.fromHost({ ...place, secret, connections: new Connections({ securityGroups }) });
}
