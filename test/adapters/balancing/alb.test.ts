import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import { beforeEach, describe, expect, it } from 'vitest';
import { albBalancer } from '../../../adapters/balancing/alb.ts';
import type { Exclusively } from '../../../adapters/balancing/exclusively.ts';
import type { Allocation } from '../../../core/balancing/observation.ts';
import { Refusal } from '../../../core/model/errors.ts';
import { aBalance, ruleArn } from '../../core/balancing/fleet.ts';
import { awsError } from '../aws-error.ts';
import { FakeElb } from './fake-elb.ts';

const config = aBalance();
const arnOf = (name: string) => config.groups[name]?.targetGroupArn ?? '';
const foreign = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/foreign/0123456789abcdef';
const term = { leftMs: () => 30_000 };

const signIn: Action = {
  Type: 'authenticate-oidc',
  Order: 1,
  AuthenticateOidcConfig: {
    Issuer: 'https://login.example.com',
    AuthorizationEndpoint: 'https://login.example.com/a',
    TokenEndpoint: 'https://login.example.com/t',
    UserInfoEndpoint: 'https://login.example.com/u',
    ClientId: 'shop',
    ClientSecret: 'secret',
  },
};

let elb: FakeElb;
let troubles: string[];
let held: string[];

function balancer(account: string | null = '123456789012') {
  const clients = { reader: () => elb.client, actor: () => elb.client };
  const onTrouble = (what: string) => void troubles.push(what);
  const exclusively: Exclusively = (what, _, work) => {
    held.push(what);
    return work();
  };
  return albBalancer({ clients, account, leftMs: () => 5000, exclusively, random: () => 0, onTrouble });
}

const forward = (weights: Readonly<Record<string, number>>, sticky = false): Action => ({
  Type: 'forward',
  Order: 2,
  ForwardConfig: {
    TargetGroups: Object.entries(weights).map(([TargetGroupArn, Weight]) => ({ TargetGroupArn, Weight })),
    TargetGroupStickinessConfig: { Enabled: sticky, ...(sticky && { DurationSeconds: 60 }) },
  },
});

const allocation = (weights: Allocation['weights'], more: Partial<Allocation> = {}): Allocation => ({
  weights,
  attributes: {},
  reservedUnits: null,
  ...more,
});

const seen = { blue: 500, green: 500 };
const apply = (change: Allocation, from: Allocation['weights'] = seen) => balancer().apply(config, from, change, term);

beforeEach(() => {
  troubles = [];
  held = [];
  elb = new FakeElb(ruleArn);
  elb.add(arnOf('blue'), ['healthy', 'healthy', 'initial']);
  elb.add(arnOf('green'), ['healthy', 'unhealthy', 'draining', 'unhealthy.draining']);
  elb.add(foreign, ['healthy']);
  elb.actions = [signIn, forward({ [arnOf('blue')]: 500, [arnOf('green')]: 500, [foreign]: 7 })];
});

describe('what is seen', () => {
  it('is weights, targets by state, attributes, and what of the action belongs to others', async () => {
    const { action, groups } = await balancer().see(config);
    expect(action).toEqual({ sticky: false, otherGroups: 1, otherWeight: 7 });
    expect(groups.blue).toMatchObject({ weight: 500, healthy: 2, starting: 1, unhealthy: 0, draining: 0 });
    expect(groups.green).toMatchObject({ weight: 500, healthy: 1, starting: 0, unhealthy: 1, draining: 2 });
    expect(groups.blue?.attributes.algorithm).toBe('round_robin');
  });

  it('counts targets of a group that is out of the action as ready, so that it can come back', async () => {
    elb.actions = [forward({ [arnOf('blue')]: 1 })];
    elb.add(arnOf('green'), ['unused', 'unused']);
    expect((await balancer().see(config)).groups.green).toMatchObject({ weight: null, healthy: 2 });
  });

  it('takes the action of a single group, told without a weight, for all of it', async () => {
    elb.actions = [{ Type: 'forward', TargetGroupArn: arnOf('blue') }];
    const { groups } = await balancer().see(config);
    expect([groups.blue?.weight, groups.green?.weight]).toEqual([1, null]);
  });

  it.each<[string, () => void]>([
    ['a rule that is gone', () => elb.remove()],
    ['a group that is gone', () => void elb.groups.delete(arnOf('green'))],
    ['an action that forwards nowhere', () => void elb.actions.splice(0, 2, { Type: 'fixed-response' })],
  ])('refuses %s, with what to do', async (_, breakIt) => {
    breakIt();
    await expect(balancer().see(config)).rejects.toThrow(Refusal);
  });

  it('refuses what is in another account', async () => {
    await expect(balancer('999999999999').see(config)).rejects.toThrow(/another account/);
  });
});

describe('a change of weights', () => {
  it('changes ours alone: others, sign-in with its secret, stickiness and order stay', async () => {
    expect(await apply(allocation({ blue: 900, green: 99 }))).toEqual({ is: 'applied', because: null });
    expect(elb.weights()).toEqual({ [arnOf('blue')]: 900, [arnOf('green')]: 99, [foreign]: 7 });
    const [oidc, action] = elb.actions;
    expect(oidc?.AuthenticateOidcConfig).toMatchObject({ ClientId: 'shop', UseExistingClientSecret: true });
    expect(action?.Order).toBe(2);
    expect(action?.ForwardConfig?.TargetGroupStickinessConfig).toEqual({ Enabled: false });
  });

  it('keeps what somebody else has changed in the list since the look', async () => {
    elb.actions = [forward({ [arnOf('blue')]: 500, [arnOf('green')]: 500, [foreign]: 70 }, true)];
    await apply(allocation({ blue: 900, green: 99 }));
    expect(elb.weights()[foreign]).toBe(70);
    expect(elb.actions[0]?.ForwardConfig?.TargetGroupStickinessConfig?.Enabled).toBe(true);
  });

  it('takes a group out of the action and puts it back', async () => {
    await apply(allocation({ blue: 999, green: null }));
    expect(elb.weights()).toEqual({ [arnOf('blue')]: 999, [foreign]: 7 });
    await apply(allocation({ blue: 600, green: 399 }), { blue: 999, green: null });
    expect(elb.weights()).toEqual({ [arnOf('blue')]: 600, [arnOf('green')]: 399, [foreign]: 7 });
  });

  it('makes several groups of an action of one, which AWS tells beside the list', async () => {
    elb.actions = [{ ...forward({ [arnOf('blue')]: 1 }), TargetGroupArn: arnOf('blue') }];
    expect((await apply(allocation({ blue: 600, green: 399 }), { blue: 1, green: null })).is).toBe('applied');
    expect(elb.actions[0]?.TargetGroupArn).toBeUndefined();
  });

  it('makes no call where the weights are so already', async () => {
    await apply(allocation({ blue: 500, green: 500 }));
    await apply(allocation({ blue: 500, green: 500 }), { blue: 400, green: 600 });
    expect(elb.called('ModifyRule')).toBe(0);
  });

  it('is made while nobody else may change the rule', async () => {
    await apply(allocation({ blue: 900, green: 99 }));
    expect(held).toEqual([ruleArn]);
  });

  it('is not made where somebody else has set our weights since the look: the next look judges them', async () => {
    elb.actions = [forward({ [arnOf('blue')]: 1, [arnOf('green')]: 2 })];
    expect(await apply(allocation({ blue: 900, green: 99 }))).toEqual({
      is: 'superseded',
      because: { says: 'somebody else has changed the weights since they were looked at' },
    });
    expect(elb.weights()).toEqual({ [arnOf('blue')]: 1, [arnOf('green')]: 2 });
  });

  it('tries again where it is throttled or breaks', async () => {
    elb.troubles = [awsError('ThrottlingException', 'Rate exceeded')];
    expect((await apply(allocation({ blue: 900, green: 99 }))).is).toBe('applied');
  });

  it('fails, and says why, where it stays throttled', async () => {
    elb.troubles = Array.from({ length: 20 }, () => awsError('ThrottlingException', 'Rate exceeded'));
    expect(await apply(allocation({ blue: 900, green: 99 }))).toMatchObject({
      is: 'failed',
      because: { error: expect.stringContaining('Rate exceeded') },
    });
  });

  it('is refused, with what to mend, where sticky targets and the action contradict each other', async () => {
    elb.add(arnOf('green'), ['healthy'], { 'stickiness.enabled': 'true' });
    expect(await apply(allocation({ blue: 900, green: 99 }))).toMatchObject({
      is: 'refused',
      because: { says: expect.stringContaining('target group stickiness has to be on') },
    });
  });

  it.each([
    ['the rule is gone', () => elb.remove()],
    ['a group is gone', () => void elb.groups.delete(arnOf('green'))],
    ['the role may not', () => void elb.troubles.push(awsError('AccessDeniedException', 'no'))],
  ])('is refused where %s', async (_, breakIt) => {
    breakIt();
    expect((await apply(allocation({ blue: 900, green: 99 }))).is).toBe('refused');
  });

  it('is not begun where an attempt might outlive the lease', async () => {
    const outcome = await balancer().apply(config, seen, allocation({ blue: 900, green: 99 }), { leftMs: () => 1000 });
    expect(outcome).toMatchObject({ is: 'failed', because: { error: expect.stringContaining('TermTooShort') } });
    expect(elb.called('ModifyRule')).toBe(0);
  });
});

describe('attributes and reservations', () => {
  it('sets what is given and leaves the rest', async () => {
    const attributes = {
      algorithm: 'weighted_random' as const,
      anomalyMitigation: true,
      slowStartSeconds: null,
      deregistrationDelaySeconds: 30,
    };
    await apply(allocation({ blue: 500, green: 500 }, { attributes: { blue: attributes } }));
    expect(elb.groups.get(arnOf('blue'))?.attributes).toEqual({
      'load_balancing.algorithm.type': 'weighted_random',
      'load_balancing.algorithm.anomaly_mitigation': 'on',
      'deregistration_delay.timeout_seconds': '30',
      'stickiness.enabled': 'false',
    });
  });

  it('reserves, is refused a second request at once, and releases', async () => {
    const reserve = (reservedUnits: number) => apply(allocation({ blue: 500, green: 500 }, { reservedUnits }));
    expect((await reserve(2000)).is).toBe('applied');
    expect(await balancer().reservation(config)).toEqual({
      units: 2000,
      pending: true,
      decreasesLeft: 2,
      failedBecause: null,
    });
    elb.reservation.pending = false;
    expect((await reserve(0)).is).toBe('applied');
    elb.reservation = { units: 500, pending: false, decreasesLeft: 0 };
    expect(await reserve(100)).toMatchObject({
      is: 'refused',
      because: { says: expect.stringContaining('no decrease') },
    });
  });

  it('holds without a reservation where it cannot be read', async () => {
    elb.troubles = [awsError('AccessDeniedException', 'no')];
    expect(await balancer().reservation(config)).toBeNull();
    expect(troubles).toHaveLength(1);
  });
});
