import type { DeclaredRig } from './declared-rig.ts';

const arn = 'arn:aws:elasticloadbalancing:eu-central-1:111122223333';
const listenerArn = `${arn}:listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2`;
const listenerRuleArn = `${arn}:listener-rule/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2/9683b2d02a6cabee`;
const groupArn = (name: string) => `${arn}:targetgroup/${name}/6d0ecf831eec9f09`;
const shift = { from: 'blue', to: 'green', name: '7', plan: { kind: 'linear', overSeconds: 600 } } as const;
const attributes = { algorithm: 'least_outstanding_requests' } as const;

export const rig: DeclaredRig = {
  input: {
    balances: {
      'shop/web': {
        mode: 'on',
        balancer: { kind: 'alb-listener', listenerArn },
        groups: {
          blue: { targetGroupArn: groupArn('blue'), unitCapacity: 2, zone: 'eu-central-1a', scalable: 'shop/blue' },
          green: { targetGroupArn: groupArn('green'), zones: ['eu-central-1a', 'eu-central-1b'], attributes },
        },
        attributes: 'apply',
        latencySeconds: 0.5,
        shift,
        reservation: { windows: [{ from: '08:00', to: '18:00', capacityUnits: 100 }] },
      },
      'shop/api': {
        balancer: { kind: 'alb-rule', ruleArn: listenerRuleArn },
        groups: { a: { targetGroupArn: groupArn('a') }, b: { targetGroupArn: groupArn('b') } },
      },
    },
  },
  make(headroom) {
    const group = (name: string) => ({ targetGroup: { targetGroupArn: groupArn(name) } });
    headroom.balance(
      { listenerArn },
      {
        name: 'shop/web',
        mode: 'on',
        groups: {
          blue: { ...group('blue'), unitCapacity: 2, zone: 'eu-central-1a', scalable: 'shop/blue' },
          green: { ...group('green'), zones: ['eu-central-1a', 'eu-central-1b'], attributes },
        },
        attributes: 'apply',
        latencySeconds: 0.5,
        shift,
        reservation: { windows: [{ from: '08:00', to: '18:00', capacityUnits: 100 }] },
      },
    );
    headroom.balance({ listenerRuleArn }, { name: 'shop/api', groups: { a: group('a'), b: group('b') } });
  },
};
