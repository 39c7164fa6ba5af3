import { GatewayVpcEndpointAwsService, InterfaceVpcEndpointAwsService } from 'aws-cdk-lib/aws-ec2';

/**
 * What the functions of a keyspace call of AWS from inside its VPC, and so the endpoints that they need where it has no NAT
 * gateway: maps, moves and the ledger in DynamoDB; passwords in Secrets Manager; the load of servers from CloudWatch
 * (`monitoring`); and runs of the move driver in Step Functions (`states`). Their logs and metrics Lambda itself takes, outside
 * of the VPC. A test holds this against the clients that the functions load.
 */
export const keyspaceEndpoints = {
  gateways: { DynamoDb: GatewayVpcEndpointAwsService.DYNAMODB },
  interfaces: {
    SecretsManager: InterfaceVpcEndpointAwsService.SECRETS_MANAGER,
    CloudWatch: InterfaceVpcEndpointAwsService.CLOUDWATCH_MONITORING,
    StepFunctions: InterfaceVpcEndpointAwsService.STEP_FUNCTIONS,
  },
} as const;
