import { expect, it } from 'vitest';
import { foundOfEndpoints, type KeyspaceNetwork } from '../../../core/sharding/checkup/endpoints.ts';

const service = (name: string) => `com.amazonaws.eu-central-1.${name}`;
const gateway = { serviceName: service('dynamodb'), routeTableIds: ['rtb-1', 'rtb-2'], hasPrivateDns: false };
const others = ['secretsmanager', 'monitoring', 'states'].map((name) => ({
  serviceName: service(name),
  routeTableIds: [],
  hasPrivateDns: true,
}));

const network = (more: Partial<KeyspaceNetwork> = {}): KeyspaceNetwork => ({
  region: 'eu-central-1',
  vpcId: 'vpc-1',
  subnetIds: ['subnet-1', 'subnet-2'],
  securityGroupIds: ['sg-1'],
  routeTableIds: ['rtb-1', 'rtb-2'],
  subnetsWithWayOut: [],
  endpoints: [gateway, ...others],
  ...more,
});

it('a keyspace without a VPC, with a way out of it, or with every endpoint is in order', () => {
  const ways = { subnetsWithWayOut: ['subnet-1', 'subnet-2'], endpoints: [] };
  for (const one of [null, network(), network(ways)]) expect(foundOfEndpoints(one).map(({ is }) => is)).toEqual(['ok']);
});

it('each endpoint that is missing is a trouble with the command that makes it', () => {
  const found = foundOfEndpoints(network({ endpoints: [] }));
  expect(found.map(({ is }) => is)).toEqual(['trouble', 'trouble', 'trouble', 'trouble']);
  expect(found.map(({ mend }) => mend)).toEqual([
    'aws ec2 create-vpc-endpoint --vpc-id vpc-1 --service-name com.amazonaws.eu-central-1.dynamodb --vpc-endpoint-type Gateway --route-table-ids rtb-1 rtb-2 --region eu-central-1',
    ...['secretsmanager', 'monitoring', 'states'].map(
      (name) =>
        `aws ec2 create-vpc-endpoint --vpc-id vpc-1 --service-name ${service(name)} --vpc-endpoint-type Interface --private-dns-enabled --subnet-ids subnet-1 subnet-2 --region eu-central-1`,
    ),
  ]);
});

it('one subnet without a way out needs them all the same, a gateway in each route table, and names that lead there', () => {
  expect(foundOfEndpoints(network({ subnetsWithWayOut: ['subnet-1'], endpoints: others }))[0]?.is).toBe('trouble');
  const half = foundOfEndpoints(network({ endpoints: [{ ...gateway, routeTableIds: ['rtb-1'] }, ...others] }));
  expect(half[0]?.mend).toContain('--route-table-ids rtb-2 --region');
  const nameless = others.map((one) => ({ ...one, hasPrivateDns: false }));
  expect(foundOfEndpoints(network({ endpoints: [gateway, ...nameless] }))).toHaveLength(3);
});
