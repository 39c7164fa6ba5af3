import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import {
  GatewayVpcEndpointAwsService,
  IpAddresses,
  Peer,
  Port,
  SecurityGroup,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { CfnReplicationGroup, CfnSubnetGroup } from 'aws-cdk-lib/aws-elasticache';
import { Alias, Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import {
  AuroraPostgresEngineVersion,
  ClusterInstance,
  DatabaseCluster,
  DatabaseClusterEngine,
} from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';

const databasePort = 5433;
const cachePort = 6380;
const addresses = '10.0.0.0/16';
const isolated = { subnetType: SubnetType.PRIVATE_ISOLATED };

/** A shop: a function that serves each request from a table, the readers of a database, and a cache. */
export class Shop extends Construct {
  readonly table: Table;
  readonly cluster: DatabaseCluster;
  readonly cache: CfnReplicationGroup;
  readonly checkout: Alias;
  private readonly vpc: Vpc;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.vpc = this.makeNetwork();
    this.table = new Table(this, 'Orders', {
      partitionKey: { name: 'id', type: AttributeType.STRING },
      // Where it begins. CloudFormation leaves what Headroom sets alone until these numbers change.
      readCapacity: 50,
      writeCapacity: 5,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.cluster = this.makeDatabase();
    this.cache = this.makeCache();
    this.checkout = this.makeFunction();
  }

  private makeNetwork(): Vpc {
    const vpc = new Vpc(this, 'Vpc', {
      ipAddresses: IpAddresses.cidr(addresses),
      natGateways: 0,
      restrictDefaultSecurityGroup: false,
      subnetConfiguration: [{ name: 'shop', subnetType: SubnetType.PRIVATE_ISOLATED }],
      gatewayEndpoints: { tables: { service: GatewayVpcEndpointAwsService.DYNAMODB } },
    });
    Validations.of(vpc).acknowledge({
      id: 'AwsSolutions-VPC7',
      reason: 'An example that lives for an hour needs no flow logs.',
    });
    return vpc;
  }

  /** A writer and one reader, which stays; Headroom has more made beside it. */
  private makeDatabase(): DatabaseCluster {
    const cluster = new DatabaseCluster(this, 'Database', {
      engine: DatabaseClusterEngine.auroraPostgres({ version: AuroraPostgresEngineVersion.VER_16_13 }),
      vpc: this.vpc,
      vpcSubnets: isolated,
      port: databasePort,
      writer: ClusterInstance.serverlessV2('Writer'),
      readers: [ClusterInstance.serverlessV2('Reader', { scaleWithWriter: true })],
      storageEncrypted: true,
      iamAuthentication: true,
      backup: { retention: Duration.days(7) },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    cluster.connections.allowFrom(Peer.ipv4(addresses), Port.tcp(databasePort), 'The shop');
    Validations.of(cluster).acknowledge(
      { id: 'AwsSolutions-RDS10', reason: 'An example that lives for an hour is to be deleted with its stack.' },
      { id: 'AwsSolutions-SMG4', reason: 'An example that lives for an hour rotates no passwords.' },
    );
    return cluster;
  }

  private makeCache(): CfnReplicationGroup {
    const group = new SecurityGroup(this, 'ForCache', { vpc: this.vpc, description: 'The cache' });
    group.addIngressRule(Peer.ipv4(addresses), Port.tcp(cachePort), 'The shop');
    const subnets = new CfnSubnetGroup(this, 'CacheSubnets', {
      description: 'Where the cache of the shop stands',
      subnetIds: this.vpc.selectSubnets(isolated).subnetIds,
    });
    const cache = new CfnReplicationGroup(this, 'Cache', {
      replicationGroupDescription: 'What the shop has read of late',
      engine: 'valkey',
      cacheNodeType: 'cache.t4g.small',
      numNodeGroups: 1,
      replicasPerNodeGroup: 1,
      port: cachePort,
      automaticFailoverEnabled: true,
      multiAzEnabled: true,
      atRestEncryptionEnabled: true,
      transitEncryptionEnabled: true,
      cacheSubnetGroupName: subnets.ref,
      securityGroupIds: [group.securityGroupId],
    });
    cache.applyRemovalPolicy(RemovalPolicy.DESTROY);
    Validations.of(cache).acknowledge({
      id: 'AwsSolutions-AEC6',
      reason: 'Nobody but the shop reaches the cache of an example, which holds no secret.',
    });
    return cache;
  }

  /** What it provisions is Headroom's to say, so the alias says nothing of it. */
  private makeFunction(): Alias {
    const checkout = new LambdaFunction(this, 'Checkout', {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromInline('exports.handler = async () => ({ statusCode: 200 });'),
      vpc: this.vpc,
      vpcSubnets: isolated,
      environment: {
        TABLE: this.table.tableName,
        READERS: this.cluster.clusterReadEndpoint.hostname,
        CACHE: this.cache.attrReaderEndPointAddress,
      },
    });
    this.table.grantReadWriteData(checkout);
    for (const policy of ['AWSLambdaBasicExecutionRole', 'AWSLambdaVPCAccessExecutionRole']) {
      Validations.of(checkout).acknowledge({
        id: `AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/${policy}]`,
        reason: 'What Lambda needs to log and to stand in a VPC is what this policy of AWS is for.',
      });
    }
    return new Alias(this, 'Live', { aliasName: 'live', version: checkout.currentVersion });
  }
}
