import { Validations } from 'aws-cdk-lib';
import { Peer, Port, SecurityGroup, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

/** Two zones: public subnets for the load balancer, isolated ones for the instances, and no NAT gateway to pay for. */
export class WebNetwork extends Construct {
  readonly vpc: Vpc;
  readonly forLoadBalancer: SecurityGroup;
  readonly forInstances: SecurityGroup;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.vpc = new Vpc(this, 'Vpc', {
      maxAzs: 2,
      natGateways: 0,
      // Emptying the default security group would take a function of its own, and nothing here uses that group.
      restrictDefaultSecurityGroup: false,
      subnetConfiguration: [
        { name: 'public', subnetType: SubnetType.PUBLIC, mapPublicIpOnLaunch: false },
        { name: 'web', subnetType: SubnetType.PRIVATE_ISOLATED },
      ],
    });
    this.forLoadBalancer = new SecurityGroup(this, 'ForLoadBalancer', {
      vpc: this.vpc,
      description: 'The load balancer',
    });
    this.forLoadBalancer.addIngressRule(Peer.anyIpv4(), Port.tcp(80), 'Requests');
    this.forInstances = new SecurityGroup(this, 'ForInstances', { vpc: this.vpc, description: 'The instances' });
    Validations.of(this).acknowledge(
      { id: 'AwsSolutions-VPC7', reason: 'An example that lives for an hour needs no flow logs.' },
      { id: 'AwsSolutions-EC23', reason: 'The example is a public web site, so its load balancer is open to all.' },
    );
  }
}
