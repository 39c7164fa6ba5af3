import { DescribeDBClustersCommand, DescribeDBInstancesCommand, type RDSClient } from '@aws-sdk/client-rds';
import { expect, it } from 'vitest';
import { clusterMembers } from '../../../adapters/replicas/cluster-members.ts';

/** As AWS answers, in two pages; one instance is being made, and one is of another cluster. */
function rds(members = ['a', 'b', 'making']): Pick<RDSClient, 'send'> {
  const pages = [
    { DBInstances: [instance('a'), { DBInstanceIdentifier: 'making' }], Marker: 'more' },
    { DBInstances: [instance('b'), instance('stranger')] },
  ];
  const send = async (command: unknown) => {
    if (command instanceof DescribeDBClustersCommand) {
      expect(command.input).toEqual({ DBClusterIdentifier: 'orders' });
      return { DBClusters: [{ DBClusterMembers: members.map((DBInstanceIdentifier) => ({ DBInstanceIdentifier })) }] };
    }
    if (!(command instanceof DescribeDBInstancesCommand)) throw new Error('not to be asked');
    expect(command.input.Filters).toEqual([{ Name: 'db-cluster-id', Values: ['orders'] }]);
    return command.input.Marker === 'more' ? pages[1] : pages[0];
  };
  return { send: send as RDSClient['send'] };
}

const instance = (name: string) => ({
  DBInstanceIdentifier: name,
  Endpoint: { Address: `${name}.c7tj4example.us-east-1.rds.amazonaws.com`, Port: 5433 },
});

it('finds the instances of a cluster on all pages, with their ports, and leaves out what is still being made', async () => {
  expect(await clusterMembers(rds(), 'orders')).toEqual([
    { host: 'a.c7tj4example.us-east-1.rds.amazonaws.com', port: 5433 },
    { host: 'b.c7tj4example.us-east-1.rds.amazonaws.com', port: 5433 },
  ]);
});

it('says what to look at where a cluster has none', async () => {
  await expect(clusterMembers(rds([]), 'orders')).rejects.toThrow('check its name and Region');
});
