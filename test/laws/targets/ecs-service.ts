import { ecsServices } from '../../../adapters/scaling/targets/ecs-service/ecs-service.ts';
import { scaledService } from '../../../adapters/scaling/targets/ecs-service/rivals.ts';
import { FakeApplicationAutoScaling } from '../../adapters/scaling/targets/any-kind/fake-application-auto-scaling.ts';
import { FakeEcs, service } from '../../adapters/scaling/targets/ecs-service/fake-ecs.ts';
import { nativeRig } from '../native-rig.ts';
import { everywhere, late, type TargetRig, type Tried } from '../target-rig.ts';

export const tried: Tried = {
  unit: 'a task',
  calls: ['ecs:UpdateService', 'ecs:RegisterTaskDefinition'],
  miniStack: 'read, changed',
  moto: 'read, changed, deployments, rivals and their suspension',
  shapes:
    'quotas, task sets, controllers of deployments, revisions of another size; what becomes of their deployment is simulated',
  dimensions: ['ecs:service:DesiredCount'],
};

export function rig(): TargetRig<'ecs-service'> {
  const fake = new FakeEcs();
  const native = new FakeApplicationAutoScaling();
  const readRivals = native.readRivals();
  const home = { account: null, region: null };
  const scaled = (serviceName: string) => scaledService({ kind: 'ecs-service', ...home, cluster: 'shop', serviceName });
  return {
    service: fake,
    reads: 'DescribeServices',
    changes: 'UpdateService',
    most: 10,
    config: (serviceName, place) => ({ kind: 'ecs-service', ...place, cluster: 'shop', serviceName }),
    make: (names) => {
      for (const name of names) fake.services.set(name, service(name));
    },
    remove: (name) => fake.services.delete(name),
    going: {
      'that is being deleted': (name) => fake.services.set(name, service(name, 0, { status: 'DRAINING' })),
      'that was deleted and is still listed': (name) =>
        fake.services.set(name, service(name, 0, { status: 'INACTIVE' })),
    },
    beside: (name) => ({ ...fake.services.get(name), desiredCount: null }),
    spoiler: 'no such name!',
    rivals: nativeRig(native, scaled),
    tooMany: 5001,
    maker: (at) => late((world) => ecsServices({ ...world, clients: everywhere(fake.client, at) }, readRivals)),
  };
}
