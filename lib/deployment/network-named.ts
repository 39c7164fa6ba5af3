import { Annotations } from 'aws-cdk-lib';
import { type IPeer, type ISubnet, Peer, SecurityGroup, Subnet, Vpc } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { DeclaredNetwork } from '../../core/config.ts';
import type { NetworkProps } from './network.ts';

/** The network that a config file names, imported into `scope`. */
export function networkNamed(scope: Construct, network: DeclaredNetwork | null): NetworkProps {
  if (network === null) return {};
  const { vpcId, subnetIds, securityGroupIds, awsPeer, dynamoDbPeer } = network;
  return {
    // In which zones the subnets are nobody asks; an import wants one name all the same.
    vpc: Vpc.fromVpcAttributes(scope, 'Vpc', { vpcId, availabilityZones: ['any'] }),
    vpcSubnets: { subnets: subnetIds.map((id) => subnetNamed(scope, id)) },
    ...(securityGroupIds && {
      securityGroups: securityGroupIds.map((id) => SecurityGroup.fromSecurityGroupId(scope, id, id)),
    }),
    ...(awsPeer !== null && { awsPeer: peerOf(awsPeer) }),
    ...(dynamoDbPeer !== null && { dynamoDbPeer: peerOf(dynamoDbPeer) }),
  };
}

function subnetNamed(scope: Construct, id: string): ISubnet {
  const subnet = Subnet.fromSubnetId(scope, id, id);
  const reason = 'Functions are put into it by its id, and nobody asks for its route table.';
  Annotations.of(subnet).acknowledgeWarning('@aws-cdk/aws-ec2:noSubnetRouteTableId', reason);
  return subnet;
}

function peerOf(peer: string): IPeer {
  if (peer.startsWith('sg-')) return Peer.securityGroupId(peer);
  if (peer.startsWith('pl-')) return Peer.prefixList(peer);
  return peer.includes(':') ? Peer.ipv6(peer) : Peer.ipv4(peer);
}
