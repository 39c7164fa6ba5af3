import { Validations } from 'aws-cdk-lib';
import { AutoScalingGroup, BlockDeviceVolume, HealthChecks, UpdatePolicy } from 'aws-cdk-lib/aws-autoscaling';
import {
  AmazonLinuxCpuType,
  InstanceType,
  LaunchTemplate,
  MachineImage,
  OperatingSystemType,
  SubnetType,
  UserData,
} from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { WebNetwork } from './web-network.ts';

export interface WebGroupProps {
  readonly minUnits: number;
  readonly maxUnits: number;
  /** For the local AWS emulator, which knows no names of images. */
  readonly local: boolean;
}

const anyImage = {
  getImage: () => ({
    imageId: 'ami-0123456789abcdef0',
    osType: OperatingSystemType.LINUX,
    userData: UserData.forLinux(),
  }),
};

/** Instances that answer every request with a file. It sets no desired capacity: that is Headroom's to say. */
export class WebGroup extends AutoScalingGroup {
  constructor(scope: Construct, id: string, network: WebNetwork, { minUnits, maxUnits, local }: WebGroupProps) {
    const userData = UserData.forLinux();
    userData.addCommands(
      'mkdir -p /srv/web && echo hello > /srv/web/index.html',
      'cd /srv/web && python3 -m http.server 80 &',
    );
    const launchTemplate = new LaunchTemplate(scope, `${id}LaunchTemplate`, {
      instanceType: new InstanceType('t4g.small'),
      machineImage: local ? anyImage : MachineImage.latestAmazonLinux2023({ cpuType: AmazonLinuxCpuType.ARM_64 }),
      securityGroup: network.forInstances,
      requireImdsv2: true,
      detailedMonitoring: true,
      blockDevices: [{ deviceName: '/dev/xvda', volume: BlockDeviceVolume.ebs(8, { encrypted: true }) }],
      userData,
    });
    super(scope, id, {
      vpc: network.vpc,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
      launchTemplate,
      minCapacity: minUnits,
      maxCapacity: maxUnits,
      healthChecks: HealthChecks.ec2(),
      updatePolicy: UpdatePolicy.rollingUpdate(),
    });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-AS3',
      reason: 'Headroom writes every change of capacity and its reason into its ledger; mails would say it again.',
    });
  }
}
