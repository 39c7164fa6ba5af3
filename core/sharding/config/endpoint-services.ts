/**
 * What the functions of a keyspace call of AWS from inside its VPC, by what endpoints of their services are called after
 * `com.amazonaws.<region>.`: those of a gateway, in route tables, and those of an interface, in subnets.
 */
export const endpointServices = {
  gateways: { DynamoDb: 'dynamodb' },
  interfaces: { SecretsManager: 'secretsmanager', CloudWatch: 'monitoring', StepFunctions: 'states' },
} as const;
