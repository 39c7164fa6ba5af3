import { describe, expect, it } from 'vitest';
import { healthGlance } from '../../../adapters/balancing/health-glance.ts';
import type { BalanceConfig } from '../../../core/balancing/config/balance.ts';
import { Refusal } from '../../../core/model/errors.ts';
import { aBalance, ruleArn } from '../../core/balancing/fleet.ts';
import { awsError } from '../aws-error.ts';
import { FakeElb } from './fake-elb.ts';

const config = aBalance();
const balances = new Map<string, BalanceConfig | Refusal>([
  ['checkout/web', config],
  ['checkout/old', new Refusal('cannot be read')],
]);
const arnOf = (name: string) => config.groups[name]?.targetGroupArn ?? '';

function glancing() {
  const elb = new FakeElb(ruleArn);
  elb.add(arnOf('blue'), ['healthy', 'healthy']);
  elb.add(arnOf('green'), ['healthy', 'unhealthy']);
  const troubles: string[] = [];
  const clients = { reader: () => elb.client, actor: () => elb.client };
  const glance = healthGlance(clients, (what) => troubles.push(what));
  return { elb, troubles, look: () => glance(balances, new AbortController().signal) };
}

describe('a glance at the targets', () => {
  it('finds nothing at first, however ill they are, and then what has changed, once', async () => {
    const { elb, look } = glancing();
    expect(await look()).toEqual([]);
    elb.add(arnOf('blue'), ['unhealthy', 'unhealthy']);
    expect(await look()).toEqual(['checkout/web']);
    expect(await look()).toEqual([]);
    elb.add(arnOf('blue'), ['healthy', 'unhealthy']);
    expect(await look()).toEqual(['checkout/web']);
  });

  it('finds nothing where AWS does not answer or a group is gone: the look tells of that', async () => {
    const { elb, troubles, look } = glancing();
    await look();
    elb.troubles = Array.from({ length: 9 }, () => awsError('ThrottlingException', 'Rate exceeded'));
    expect(await look()).toEqual([]);
    elb.troubles = [];
    elb.groups.delete(arnOf('blue'));
    expect(await look()).toEqual([]);
    expect(troubles).toEqual(Array(2).fill('the targets of checkout/web could not be glanced at'));
  });
});
