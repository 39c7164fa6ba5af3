import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Context } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { albBalancer } from '../../adapters/balancing/alb.ts';
import { targetGroupName } from '../../adapters/balancing/arns.ts';
import { exclusively } from '../../adapters/balancing/exclusively.ts';
import { dynamoDbEntries } from '../../adapters/ledger/entries.ts';
import { dynamoDbClaims } from '../../adapters/table/claims.ts';
import { ownedConfigs } from '../../adapters/table/owned-configs.ts';
import type { Table } from '../../adapters/table/table.ts';
import type { BalanceInput } from '../../core/balancing/config/balance.ts';
import { parseBalance } from '../../core/balancing/config/parse-balance.ts';
import type { Balancer } from '../../core/balancing/ports.ts';
import type { BalanceEntry } from '../../core/balancing/report.ts';
import { ledgerTable } from './ledger-table.ts';
import { localAwsOrNone } from './local-aws-or-none.ts';
import { type MotoShop, motoShop } from './moto-shop.ts';

const local = await localAwsOrNone({ moto: true });

afterAll(() => local?.stop());

type Invoke = (event: unknown) => Promise<{ readonly entries: readonly BalanceEntry[] }>;

describe.runIf(local !== null)('the load balancer on moto', () => {
  let shop: MotoShop;
  let table: Table;
  let invoke: Invoke;

  beforeAll(async () => {
    shop = await motoShop(String(local?.motoEndpoint));
    table = await ledgerTable(String(local?.endpoint), 'balances');
    process.env.HEADROOM_TABLE = table.tableName;
    process.env.HEADROOM_DEPLOYMENT = 'headroom';
    process.env.POWERTOOLS_DEV = 'false';
    const { invoke: invokeFunction } = await import('../../functions/front-door.ts');
    const { world } = await import('../../functions/load-balancer/world.ts');
    const context = {
      awsRequestId: 'i',
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:f',
      getRemainingTimeInMillis: () => 60_000,
    } as Context;
    invoke = (event) => invokeFunction(event, context, new AbortController().signal, world.door) as ReturnType<Invoke>;
  });

  const configure = async (name: string, balancer: BalanceInput['balancer'], more: Partial<BalanceInput> = {}) => {
    const { blue, green } = shop.groups;
    const groups = { blue: { targetGroupArn: blue }, green: { targetGroupArn: green } };
    await ownedConfigs(table, 'balancing').put(parseBalance(name, { mode: 'on', balancer, groups, ...more }), 'test');
  };
  const weightsIn = (actions: readonly Action[] | undefined) => {
    const tuples = actions?.find(({ Type }) => Type === 'forward')?.ForwardConfig?.TargetGroups ?? [];
    const weight = (arn: string) => tuples.find(({ TargetGroupArn }) => TargetGroupArn === arn)?.Weight;
    const { blue, green, foreign } = shop.groups;
    return { blue: weight(blue), green: weight(green), foreign: weight(foreign) };
  };
  /** Everything but the weights. */
  const rest = (actions: readonly Action[] | undefined) =>
    JSON.parse(JSON.stringify(actions ?? []), (key, value) => (key === 'Weight' ? undefined : value));

  it('shares by what each group carries, a step at a time, and leaves all else of the listener as it was', async () => {
    await configure('listener', { kind: 'alb-listener', listenerArn: shop.listenerArn });
    const before = await shop.listener();
    const { entries } = await invoke({ balance: 'listener' });
    expect(entries[0]).toMatchObject({ outcome: { is: 'applied' } });
    await invoke({ balance: 'listener' });
    const after = await shop.listener();
    // Three units against one.
    expect(weightsIn(after.DefaultActions)).toMatchObject({ blue: 749, green: 250 });
    expect(rest(after.DefaultActions)).toEqual(rest(before.DefaultActions));
    expect({ ...after, DefaultActions: [] }).toEqual({ ...before, DefaultActions: [] });
    expect((await invoke({ balance: 'listener' })).entries[0]?.outcome?.is).toBe('unchanged');
  });

  it('keeps sign-in, header conditions, stickiness and the groups of others in a rule as they were', async () => {
    await configure('rule', { kind: 'alb-rule', ruleArn: shop.ruleArn });
    const before = await shop.rule();
    expect((await invoke({ balance: 'rule' })).entries[0]?.outcome).toEqual({ is: 'applied', because: null });
    const after = await shop.rule();
    // What ours had together, 800, is divided anew; the 400 of the foreign group are not ours to change.
    expect(weightsIn(after.Actions)).toEqual({ blue: 600, green: 200, foreign: 400 });
    const oidc = (actions: readonly Action[] | undefined) => actions?.[0]?.AuthenticateOidcConfig;
    expect(oidc(after.Actions)?.ClientId).toBe(oidc(before.Actions)?.ClientId);
    expect(after.Conditions).toEqual(before.Conditions);
    expect(after.Priority).toBe(before.Priority);
    expect(rest(after.Actions?.slice(1))).toEqual(rest(before.Actions?.slice(1)));
  });

  it('ends twenty invocations at once in one consistent rule, by one look after the other', async () => {
    await configure('rule', { kind: 'alb-rule', ruleArn: shop.ruleArn }, { groups: unequal(shop) });
    await Promise.all(Array.from({ length: 20 }, () => invoke({ balance: 'rule' })));
    await invoke({ balance: 'rule' });
    const { Actions } = await shop.rule();
    expect(weightsIn(Actions)).toEqual({ blue: 200, green: 600, foreign: 400 });
    const entries = await dynamoDbEntries(table, 'balancing').list('rule', 100);
    const outcomes = entries.map(({ outcome }) => outcome?.is);
    expect(outcomes.filter((is) => is === 'failed' || is === undefined)).toEqual([]);
    expect(outcomes.filter((is) => is === 'superseded').length).toBeGreaterThan(0);
    // From three quarters to one quarter in steps of 25 points: no look has set what another had set already.
    expect(outcomes.filter((is) => is === 'applied').length).toBe(1 + 2);
  });

  it('lets two balances change one rule at once, and neither undoes what the other has set', async () => {
    const place = { kind: 'alb-rule', ruleArn: shop.ruleArn } as const;
    const { foreign, spare } = shop.groups;
    const theirs = { foreign: { targetGroupArn: foreign }, spare: { targetGroupArn: spare, unitCapacity: 3 } };
    for (let round = 1; round <= 4; round++) {
      // Each round asks both for something else.
      const more = { maxStepPercent: 100, groups: unequal(shop, round % 2 === 0 ? 9 : 3) };
      await configure('ours', place, more);
      await configure('theirs', place, { maxStepPercent: 100, groups: swapped(theirs, round % 2 === 0) });
      await Promise.all(Array.from({ length: 20 }, (_, index) => invoke({ balance: index % 2 ? 'ours' : 'theirs' })));
      const weights = weightsIn((await shop.rule()).Actions);
      expect(weights).toEqual({
        ...(round % 2 === 0 ? { blue: 200, green: 600 } : { blue: 400, green: 400 }),
        foreign: round % 2 === 0 ? 300 : 100,
      });
    }
    const all = await Promise.all(
      ['ours', 'theirs'].map((name) => dynamoDbEntries(table, 'balancing').list(name, 100)),
    );
    const outcomes = new Set(all.flat().map(({ outcome }) => outcome?.is));
    expect(outcomes).toEqual(new Set(['applied', 'superseded', 'unchanged']));
  });

  it('lets two processes that write one rule slowly wait for each other', async () => {
    const place = { kind: 'alb-rule', ruleArn: shop.ruleArn } as const;
    const { blue, foreign } = shop.groups;
    const balanceOf = (name: 'blue' | 'foreign', spare: string) => {
      const other = { targetGroupArn: shop.groups.spare.replace('spare', spare) };
      return parseBalance(name, { balancer: place, groups: { [name]: { targetGroupArn: shop.groups[name] }, other } });
    };
    const weightOf = (arn: string) => async () => {
      const forward = (await shop.rule()).Actions?.find(({ Type }) => Type === 'forward');
      return forward?.ForwardConfig?.TargetGroups?.find(({ TargetGroupArn }) => TargetGroupArn === arn)?.Weight ?? null;
    };
    const writers = [
      { name: 'blue', config: balanceOf('blue', 'not-in-it'), weight: weightOf(blue) },
      { name: 'foreign', config: balanceOf('foreign', 'nor-this'), weight: weightOf(foreign) },
    ];
    for (const weight of [11, 22, 33]) {
      const outcomes = await Promise.all(
        writers.map(async ({ name, config, weight: now }) => {
          const seen = { [name]: await now(), other: null };
          const change = { weights: { [name]: weight, other: null }, attributes: {}, reservedUnits: null };
          return slowBalancer(shop, table).apply(config, seen, change, { leftMs: () => 30_000 });
        }),
      );
      expect(outcomes.map(({ is }) => is)).toEqual(['applied', 'applied']);
      expect(await Promise.all(writers.map((writer) => writer.weight()))).toEqual([weight, weight]);
    }
  });

  it('reports what somebody else has set, and sets it again only where it is told to', async () => {
    await configure('rule', { kind: 'alb-rule', ruleArn: shop.ruleArn });
    await setByHand(shop);
    const [reported] = (await invoke({ balance: 'rule' })).entries;
    expect(reported?.decision?.reasons.at(-1)?.because.says).toMatch(/somebody else has changed the weights/);
    expect(weightsIn((await shop.rule()).Actions)).toMatchObject({ blue: 10, green: 10 });
    await configure('rule', { kind: 'alb-rule', ruleArn: shop.ruleArn }, { drift: 'reassert' });
    expect((await invoke({ balance: 'rule' })).entries[0]?.outcome?.is).toBe('applied');
    expect(weightsIn((await shop.rule()).Actions)).toMatchObject({ blue: 15, green: 5 });
  });

  it('refuses what is gone, with what to do', async () => {
    await configure('gone', { kind: 'alb-rule', ruleArn: shop.ruleArn.replace(/.$/, 'x') });
    const { entries } = await invoke({ balance: 'gone' });
    expect(entries[0]?.outcome).toMatchObject({ is: 'refused' });
    await expect(invoke({ balance: 'never' })).rejects.toThrow('no balance "never" is configured');
  });

  it('takes weight from a group whose requests fail, as CloudWatch tells it', async () => {
    await fail(shop, String(local?.endpoint));
    const before = weightsIn((await shop.listener()).DefaultActions);
    const { entries } = await invoke({ balance: 'listener' });
    const after = weightsIn((await shop.listener()).DefaultActions);
    expect(entries[0]?.decision?.reasons.map(({ by }) => by)).toContain('performance');
    expect(after.blue ?? 0).toBeLessThan(before.blue ?? 0);
  });
});

/** The adapter of one Lambda: what it has read is a quarter of a second old when it writes. */
function slowBalancer({ client }: MotoShop, table: Table): Balancer {
  const slow = {
    send: async (...given: Parameters<typeof client.send>) => {
      if (given[0].constructor.name.startsWith('Modify')) await sleep(250);
      return client.send(...given);
    },
  } as typeof client;
  const quick = { pause: sleep, random: Math.random, onTrouble: () => {} };
  const clock = { nowMs: () => Date.now() };
  const holding = { claims: dynamoDbClaims(table), clock, newId: () => randomUUID(), ...quick };
  const clients = { reader: () => slow, actor: () => slow };
  return albBalancer({ clients, account: null, leftMs: () => 5000, exclusively: exclusively(holding), ...quick });
}

const unequal = ({ groups }: MotoShop, greenCapacity = 9) => ({
  blue: { targetGroupArn: groups.blue, unitCapacity: 1 },
  green: { targetGroupArn: groups.green, unitCapacity: greenCapacity },
});

type Theirs = Readonly<
  Record<'foreign' | 'spare', { readonly targetGroupArn: string; readonly unitCapacity?: number }>
>;

/** The two groups with each other's capacity, or as they are. */
const swapped = ({ foreign, spare }: Theirs, isSwapped: boolean) =>
  isSwapped ? { foreign: { ...foreign, unitCapacity: 3 }, spare: { ...spare, unitCapacity: 1 } } : { foreign, spare };

/** Half of the requests to blue have failed in the minutes that are due. */
async function fail({ listenerArn, groups }: MotoShop, endpoint: string): Promise<void> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new CloudWatchClient({ endpoint, region: 'us-east-1', credentials });
  const LoadBalancer = /app\/[^/]+\/[^/]+/.exec(listenerArn)?.[0];
  const minuteMs = 60_000;
  const nowMs = Math.floor(Date.now() / minuteMs) * minuteMs;
  const MetricData = [4, 3, 2].flatMap((ago) =>
    (['blue', 'green'] as const).flatMap((name) => {
      const Dimensions = [
        { Name: 'LoadBalancer', Value: LoadBalancer },
        { Name: 'TargetGroup', Value: targetGroupName(groups[name]) },
      ];
      const datum = (MetricName: string, Value: number) => ({
        MetricName,
        Value,
        Dimensions,
        Timestamp: new Date(nowMs - ago * minuteMs),
      });
      const failed = name === 'blue' ? [datum('HTTPCode_Target_5XX_Count', 300)] : [];
      const well = [datum('RequestCount', 600), datum('HealthyHostCount', 1), datum('TargetResponseTime', 0.1)];
      return [...well, ...failed];
    }),
  );
  await client.send(new PutMetricDataCommand({ Namespace: 'AWS/ApplicationELB', MetricData }));
}

async function setByHand({ client, rule, ruleArn, groups }: MotoShop): Promise<void> {
  const { ModifyRuleCommand } = await import('@aws-sdk/client-elastic-load-balancing-v2');
  const { Actions = [] } = await rule();
  const changed = Actions.map((action) => {
    if (action.Type !== 'forward') return action;
    const TargetGroups = [groups.blue, groups.green, groups.foreign].map((TargetGroupArn) => ({
      TargetGroupArn,
      Weight: 10,
    }));
    return { ...action, ForwardConfig: { ...action.ForwardConfig, TargetGroups } };
  });
  await client.send(new ModifyRuleCommand({ RuleArn: ruleArn, Actions: changed }));
}
