import * as z from 'zod/mini';
import { peer, securityGroupId, subnetId, vpcId } from './aws-names.ts';
import { orNull } from './fields.ts';

/** Where functions stand in a VPC, by names. */
export const networkFields = {
  vpcId: vpcId(),
  subnetIds: z.array(subnetId()).check(z.minLength(1)),
  /** Of the functions; null for one that lets out to what they reach and to AWS alone. */
  securityGroupIds: orNull(z.array(securityGroupId()).check(z.minLength(1))),
  /** Where AWS is reached on 443; null for anywhere. */
  awsPeer: orNull(peer()),
  /** Where DynamoDB is reached on 443, where that is not by `awsPeer`. */
  dynamoDbPeer: orNull(peer()),
};
