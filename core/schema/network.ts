import * as z from 'zod/mini';
import { InvalidInput } from '../model/errors.ts';
import { peer, securityGroupId, subnetId, vpcId } from './aws-names.ts';
import { orNull } from './fields.ts';

/** Where functions stand in a VPC, by names. */
export const networkFields = {
  /** The VPC. */
  vpcId: vpcId(),
  /** The subnets that functions stand in; several zones are safer. */
  subnetIds: z.array(subnetId()).check(z.minLength(1)),
  /** The security groups of the functions; null for one that lets traffic out to what they reach and to AWS alone. */
  securityGroupIds: orNull(z.array(securityGroupId()).check(z.minLength(1))),
  /** Where AWS is reached on 443; null for anywhere. */
  awsPeer: orNull(peer()),
  /** Where DynamoDB is reached on 443, where that is not by `awsPeer`. */
  dynamoDbPeer: orNull(peer()),
};

/** The same as the constructs ask for. Throws `InvalidInput`. */
export function checkNetwork(network: NetworkNames | null): void {
  if (network === null || network.awsPeer === null || network.securityGroupIds !== null) return;
  if (network.dynamoDbPeer === null) throw new InvalidInput('network.dynamoDbPeer', noWayToDynamoDb);
}

interface NetworkNames {
  readonly securityGroupIds: readonly string[] | null;
  readonly awsPeer: string | null;
  readonly dynamoDbPeer: string | null;
}

const noWayToDynamoDb =
  'is missing; awsPeer shuts DynamoDB out, whose gateway endpoint has no security group: give its prefix list (pl-<id>), or what awsPeer is where DynamoDB has an interface endpoint';
