import { Annotations } from 'aws-cdk-lib';
import { type IPeer, type ISubnet, Peer, SecurityGroup, Subnet, Vpc } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { NetworkProps } from './network.ts';

/** A network that a config file names. */
interface NetworkNames {
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[] | null;
  readonly awsPeer: string | null;
  readonly dynamoDbPeer: string | null;
}

/** The network of these names, imported into `scope`. */
export function networkNamed(
  scope: Construct,
  names: NetworkNames,
): NetworkProps & Required<Pick<NetworkProps, 'vpc'>> {
  const { vpcId, subnetIds, securityGroupIds, awsPeer, dynamoDbPeer } = names;
  return {
    // In which zones the subnets are nobody asks; an import wants one name all the same.
    vpc: Vpc.fromVpcAttributes(scope, 'Vpc', { vpcId, availabilityZones: ['any'] }),
    vpcSubnets: { subnets: subnetIds.map((id) => subnetNamed(scope, id)) },
    ...(securityGroupIds && {
      securityGroups: securityGroupIds.map((id) => SecurityGroup.fromSecurityGroupId(scope, id, id)),
    }),
    ...(awsPeer !== null && { awsPeer: peerNamed(awsPeer) }),
    ...(dynamoDbPeer !== null && { dynamoDbPeer: peerNamed(dynamoDbPeer) }),
  };
}

function subnetNamed(scope: Construct, id: string): ISubnet {
  const subnet = Subnet.fromSubnetId(scope, id, id);
  const reason = 'Functions are put into it by its id, and nobody asks for its route table.';
  Annotations.of(subnet).acknowledgeWarning('@aws-cdk/aws-ec2:noSubnetRouteTableId', reason);
  return subnet;
}

/** A security group, a prefix list or addresses, by name. */
export function peerNamed(peer: string): IPeer {
  if (peer.startsWith('sg-')) return Peer.securityGroupId(peer);
  if (peer.startsWith('pl-')) return Peer.prefixList(peer);
  return peer.includes(':') ? Peer.ipv6(peer) : Peer.ipv4(peer);
}
