import { departures } from '../../cli/scaling/traces/departures.ts';
import { runBalanced, type Strategy } from '../../sim/balancing/balancing-world.ts';
import { type BalancingScenario, balancingScenarios } from '../../sim/balancing/scenario.ts';
import { balancingStrategies } from '../../sim/balancing/strategies.ts';

/** Four hours of a real morning, from six on, when demand triples: minutes of five are alike. */
const [fromHour, hours] = [6, 4];
const seed = 1;

const { values, stepSeconds } = await departures(1);
const perStep = stepSeconds / 60;
const perMinute = Array.from(
  { length: hours * 60 },
  (_, minute) => values[Math.floor((fromHour * 60 + minute) / perStep)] ?? 0,
);

/** Notice changes nothing where no units are taken away. */
const isOfUse =
  ({ scaleIns }: BalancingScenario) =>
  ({ noticeSeconds }: Strategy) =>
    noticeSeconds === 0 || scaleIns.length > 0;

const round = (value: number, digits: number) => Number(value.toFixed(digits));
let badCanaryServedPercent = 0;
const scenarios = balancingScenarios.flatMap((scenario) =>
  balancingStrategies.filter(isOfUse(scenario)).map((strategy) => {
    const { all, byGroup } = runBalanced(scenario, strategy, perMinute, seed);
    if (scenario.shift !== null && strategy.name === 'headroom') {
      badCanaryServedPercent = round((100 * (byGroup[scenario.shift.to]?.requests ?? 0)) / all.requests, 3);
    }
    return {
      name: scenario.name,
      strategy: strategy.name,
      harm: round(all.harm(), 3),
      p99Ms: round((all.quantileSeconds(0.99) ?? 0) * 1000, 0),
      errorPercent: round(all.errorPercent(), 3),
    };
  }),
);
console.log(JSON.stringify({ scenarios, badCanaryServedPercent }));
