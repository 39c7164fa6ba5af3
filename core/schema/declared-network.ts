import * as z from 'zod/mini';
import { InvalidInput } from '../model/errors.ts';
import { peer, securityGroupId, subnetId, vpcId } from './aws-names.ts';
import { orNull } from './fields.ts';

const schema = z.strictObject({
  vpcId: vpcId(),
  subnetIds: z.array(subnetId()).check(z.minLength(1)),
  /** Of the functions; null for one that lets out to what they reach and to AWS alone. */
  securityGroupIds: orNull(z.array(securityGroupId()).check(z.minLength(1))),
  /** Where AWS is reached on 443; null for anywhere. */
  awsPeer: orNull(peer()),
  /** Where DynamoDB is reached on 443, where that is not by `awsPeer`. */
  dynamoDbPeer: orNull(peer()),
});

/** Where functions stand, as a config file says it. */
export type DeclaredNetwork = Readonly<z.output<typeof schema>>;

export const declaredNetwork = () => schema;

/** The same as the constructs ask for. Throws `InvalidInput`. */
export function checkNetwork(network: DeclaredNetwork | null): void {
  if (network === null || network.awsPeer === null || network.securityGroupIds !== null) return;
  if (network.dynamoDbPeer === null) throw new InvalidInput('network.dynamoDbPeer', noWayToDynamoDb);
}

const noWayToDynamoDb =
  'is missing; awsPeer shuts DynamoDB out, whose gateway endpoint has no security group: give its prefix list (pl-<id>), or what awsPeer is where DynamoDB has an interface endpoint';
