import { describe, expect, it } from 'vitest';
import { runBalanced } from '../../../sim/balancing/balancing-world.ts';
import { type BalancingScenario, balancingScenarios } from '../../../sim/balancing/scenario.ts';
import { balancingStrategies } from '../../../sim/balancing/strategies.ts';

/** A morning: twice the demand at its end. */
const morning = Array.from({ length: 240 }, (_, minute) => 1 + minute / 240);

/** The same fleet with a quarter of the machines, which is quicker to run. */
const small = (scenario: BalancingScenario): BalancingScenario => ({
  ...scenario,
  groups: scenario.groups.map((group) => ({ ...group, units: Math.max(1, group.units / 2) })),
});

function run(scenario: BalancingScenario, strategyName: string) {
  const strategy = balancingStrategies.find(({ name }) => name === strategyName);
  if (strategy === undefined) throw new Error(`there is no strategy ${strategyName}`);
  return runBalanced(scenario, strategy, morning, 7);
}

describe.each(balancingScenarios.map((scenario) => [scenario.name, small(scenario)] as const))('%s', (_, scenario) => {
  it('harms at most a quarter as much as equal weights that nobody changes', () => {
    const inside = scenario.groups.some(({ name, pool }) => name !== pool);
    const strategy = inside ? 'headroom-anomaly-mitigation' : 'headroom';
    const [ours, still] = [strategy, 'static'].map((name) => run(scenario, name).all);
    expect(ours?.harm()).toBeLessThan((still?.harm() ?? 0) / 4);
    expect(ours?.requests).toBe(still?.requests);
  });
});

it('rolls a bad canary back before it has served two requests of a hundred', () => {
  const scenario = balancingScenarios.find(({ shift }) => shift !== null);
  if (!scenario?.shift) throw new Error('there is no scenario with a shift');
  const { all, byGroup } = run(small(scenario), 'headroom');
  expect((byGroup[scenario.shift.to]?.requests ?? 0) / all.requests).toBeLessThan(0.02);
  expect(byGroup[scenario.shift.to]?.requests).toBeGreaterThan(0);
});

it('cannot tell by weights that a zone fails inside every group, and says so by its figures', () => {
  const scenario = balancingScenarios.find(({ name }) => name === 'zone-fails-inside-groups');
  if (scenario === undefined) throw new Error('there is no such scenario');
  const [ours, still] = ['headroom', 'static'].map((name) => run(small(scenario), name).all.harm());
  expect(ours).toBeGreaterThan((still ?? 0) * 0.9);
});

it('harms less where units leave after their weight than at once', () => {
  const scenario = balancingScenarios.find(({ scaleIns }) => scaleIns.length > 0);
  if (scenario === undefined) throw new Error('there is no scenario in which units leave');
  const [atOnce, withNotice] = ['headroom', 'headroom-with-notice'].map((name) =>
    run(small(scenario), name).all.harm(),
  );
  expect(withNotice).toBeLessThanOrEqual(atOnce ?? 0);
});

it("ALB's mitigation spares an odd target of a group, and cannot spare a whole group", () => {
  const fault = { group: 'odd', fromMinute: 0, toMinute: 240, slower: 1, errorShare: 0.5, dead: false };
  const group = (name: string, units: number) => ({ name, pool: name, zone: null, units, serversPerUnit: 4 });
  const scenario: BalancingScenario = {
    name: 'one odd target of four',
    groups: [group('well', 3), group('odd', 1)],
    faults: [fault],
    scaleIns: [],
    busyShare: 0.4,
    shift: null,
  };
  const together = run(scenario, 'one-group-anomaly-mitigation').all.errorPercent();
  const apart = run(scenario, 'anomaly-mitigation').all.errorPercent();
  expect(together).toBeLessThan(2.5);
  expect(apart).toBeGreaterThan(20);
});

it('is the same run for the same seed', () => {
  const [scenario] = balancingScenarios;
  if (scenario === undefined) throw new Error('there is no scenario');
  expect(run(small(scenario), 'headroom').all).toEqual(run(small(scenario), 'headroom').all);
});
