import type { SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import {
  Connections,
  type IPeer,
  type ISecurityGroup,
  type IVpc,
  Peer,
  Port,
  SecurityGroup,
} from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { InvalidInput } from '../../core/model/errors.ts';
import { refuseRegion } from './refuse-elsewhere.ts';

/** Where functions stand, and how they reach AWS from there. */
export interface NetworkProps {
  /**
   * The VPC that functions stand in. They need a NAT gateway there, or the endpoints that `endpointsOf` lists.
   * @default - none: they stand in no network of the account
   */
  readonly vpc?: IVpc;
  /** @default - the private subnets */
  readonly vpcSubnets?: SubnetSelection;
  /**
   * The security groups of the functions. Headroom changes no rules of a group that you give.
   * @default - one that lets nothing in, and lets traffic out to AWS alone
   */
  readonly securityGroups?: readonly ISecurityGroup[];
  /**
   * Where AWS is reached on 443, e.g. the security group of interface endpoints. Needs the peers of gateway endpoints beside it.
   * @default Peer.anyIpv4()
   */
  readonly awsPeer?: IPeer;
  /**
   * Where DynamoDB is reached on 443, where that is not by `awsPeer`: the prefix list of its gateway endpoint.
   * @default - by awsPeer
   */
  readonly dynamoDbPeer?: IPeer;
}

/** A network that a function runs in. */
export interface FunctionNetwork {
  readonly vpc: IVpc;
  readonly vpcSubnets: SubnetSelection | undefined;
  readonly securityGroups: readonly ISecurityGroup[];
}

interface OwnGroup {
  /** What the functions of the security group do. */
  readonly description: string;
  /** More prefix lists of gateway endpoints, by the field that they are given in. */
  readonly gateways?: Readonly<Record<string, IPeer | undefined>>;
}

/**
 * The network that is meant; null where none is. Throws `InvalidInput` where parts of one are given without it, or where it is
 * in another Region, or where AWS cannot be reached.
 */
export function networkOf(
  scope: Construct,
  props: NetworkProps,
  { description, gateways }: OwnGroup,
): FunctionNetwork | null {
  const { vpc, vpcSubnets, securityGroups, awsPeer, dynamoDbPeer } = props;
  if (vpc === undefined) {
    refuseParts(props);
    return null;
  }
  refuseRegion('vpc', vpc.env.region, scope);
  if (securityGroups !== undefined) return { vpc, vpcSubnets, securityGroups };
  const lists = { dynamoDbPeer, ...gateways };
  const own = new SecurityGroup(scope, 'SecurityGroup', { vpc, description, allowAllOutbound: false });
  own.addEgressRule(awsPeer ?? Peer.anyIpv4(), Port.HTTPS, 'AWS, by endpoints or a NAT gateway');
  for (const [field, peer] of Object.entries(lists)) {
    if (peer !== undefined) own.addEgressRule(peer, Port.HTTPS, `${serviceOf[field]}, by its gateway endpoint`);
    else if (awsPeer !== undefined) throw new InvalidInput(field, shutOut(field));
  }
  return { vpc, vpcSubnets, securityGroups: [own] };
}

/**
 * What functions may be let out to, or let in from: `connections.allowTo(prometheus, Port.tcp(9090))`. Throws `InvalidInput` where
 * they stand in no network.
 */
export function connectionsOf(network: FunctionNetwork | null): Connections {
  if (network === null) throw new InvalidInput('vpc', 'is missing; give Headroom the VPC that its functions stand in');
  return new Connections({ securityGroups: [...network.securityGroups] });
}

const serviceOf: Readonly<Record<string, string>> = { dynamoDbPeer: 'DynamoDB', s3Peer: 'S3' };

function shutOut(field: string): string {
  const name = serviceOf[field] ?? field;
  return `is missing; a gateway endpoint has no security group, so awsPeer shuts ${name} out: give Peer.prefixList(...) of com.amazonaws.<region>.${name.toLowerCase()}, or awsPeer itself where ${name} has an interface endpoint`;
}

function refuseParts(props: NetworkProps): void {
  for (const field of ['vpcSubnets', 'securityGroups', 'awsPeer', 'dynamoDbPeer', 's3Peer']) {
    if ((props as Readonly<Record<string, unknown>>)[field] !== undefined)
      throw new InvalidInput('vpc', `is missing; ${field} belongs to the VPC that functions run in, so give that too`);
  }
}
