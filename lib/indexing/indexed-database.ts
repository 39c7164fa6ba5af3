import { Stack } from 'aws-cdk-lib';
import { Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { DatabaseConfig } from '../../core/indexing/config/database.ts';
import { parseDatabase } from '../../core/indexing/config/parse-database.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import { ConfigItem } from '../deployment/config-item.ts';
import { refuseElsewhere, refuseRegion } from '../deployment/refuse-elsewhere.ts';
import { SharedPolicy } from '../deployment/shared-policy.ts';
import { secretConfig, secretPermissions } from '../sources/secret-place.ts';
import type { IndexProps } from './database-settings.ts';
import type { IndexingDeployment } from './indexing-deployment.ts';
import type { PostgresServer } from './postgres-server.ts';

const noWayToServers =
  'is missing; the server is reached inside a network, so give Headroom the one that it is in (network in a config file)';

/** One database whose indexes are looked at: the right to read its secrets, the way to its servers, and the config. */
export class IndexedDatabase extends Construct {
  readonly config: DatabaseConfig;
  private readonly deployment: IndexingDeployment;

  constructor(scope: Construct, id: string, name: string, deployment: IndexingDeployment, props: IndexProps) {
    super(scope, id);
    refuseElsewhere(this, deployment);
    this.deployment = deployment;
    const { servers, scope: _, ...settings } = props;
    for (const [at, { region }] of servers.entries()) refuseRegion(`servers[${at}]`, region, this);
    const stored = servers.map(({ config, secret }) => ({ ...config, secretArn: secretConfig(secret).secretArn }));
    this.config = parseDatabase(name, { ...settings, servers: stored });
    for (const [at, server] of servers.entries()) this.connect(server, at);
    const grants = this.grant(servers);
    const { database: own, ...config } = this.config;
    const { configWriter } = deployment;
    const item = new ConfigItem(this, 'Config', { configWriter, capability: 'indexing', name: own, config });
    item.node.addDependency(grants);
  }

  private grant(servers: readonly PostgresServer[]): SharedPolicy {
    const permissions = servers.flatMap(({ secret }) => secretPermissions(secretConfig(secret)));
    const statements = permissions.map(({ actions, resourceArn, conditions = {} }) => {
      return new PolicyStatement({ actions: [...actions], resources: [resourceArn], conditions });
    });
    const { deploymentName, role } = this.deployment;
    return SharedPolicy.of(Stack.of(this), `${deploymentName}-indexes`, role).allow(statements);
  }

  /** In this scope: the advisor's security group must not depend on the servers, nor theirs on it. */
  private connect({ connections, config: { port } }: PostgresServer, at: number): void {
    if (connections === null) return;
    const { network, placed } = this.deployment;
    if (network === null) throw new InvalidInput('vpc', noWayToServers);
    if (placed.securityGroups !== undefined) return;
    for (const [index, { securityGroupId }] of network.securityGroups.entries()) {
      const options = { allowAllOutbound: false };
      const advisor = SecurityGroup.fromSecurityGroupId(this, `Advisor${at}-${index}`, securityGroupId, options);
      advisor.connections.allowTo(connections, Port.tcp(port), 'Looks at indexes');
    }
  }
}
