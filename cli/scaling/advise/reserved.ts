import type { Source } from '../../../core/readings/series.ts';
import type { Fleet, FleetMetric } from '../../../core/scaling/fleets/fleet.ts';
import type { Reserved } from './advice.ts';
import { tellUsd } from './figures.ts';

const hoursPerMonth = 730;
const hourSeconds = 3600;

/** Null for fleets for whose units nothing is reserved on what others run on too. Reads the means of hours. */
export async function reservedOf(
  source: Source,
  { reserving, asked, usdPerUnitHour }: Fleet,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): Promise<Reserved | null> {
  if (reserving === undefined) return null;
  const mean = async (metric: FleetMetric) => {
    const part = { ...metric, dimensions: { ...metric.dimensions }, stat: 'Average', periodSeconds: hourSeconds };
    const { points } = (
      await source.read({ kind: 'cloudwatch', ...part, delaySeconds: 60, witness: null }, fromMs, toMs)
    ).metric;
    return points.length === 0 ? null : points.reduce((sum, { value }) => sum + value, 0) / points.length;
  };
  const [used, reserved] = await Promise.all([mean(reserving.used), mean(reserving.reserved)]);
  const usedPercent = used === null || reserved === null || reserved === 0 ? null : (100 * used) / reserved;
  const dollarsPerMonth = usdPerUnitHour === null ? null : asked * usdPerUnitHour * hoursPerMonth;
  const unused = usedPercent === null ? null : Math.max(0, 1 - usedPercent / 100);
  return {
    dollarsPerMonth,
    usedPercent,
    unusedDollarsPerMonth: dollarsPerMonth === null || unused === null ? null : dollarsPerMonth * unused,
  };
}

/** For people, a sentence each. */
export function tellReserved(reserved: Reserved | null): string[] {
  if (reserved === null) return [];
  const { dollarsPerMonth, usedPercent, unusedDollarsPerMonth } = reserved;
  const costs = dollarsPerMonth === null ? '' : `its pods request $${tellUsd(dollarsPerMonth)} a month of nodes`;
  if (usedPercent === null) {
    const why =
      'Container Insights tells nothing of what they use; turn it on by the add-on amazon-cloudwatch-observability';
    return [costs === '' ? why : `${costs}; ${why}`];
  }
  const uses = `they use ${Math.round(usedPercent)} % of the CPU that they request`;
  if (unusedDollarsPerMonth === null || unusedDollarsPerMonth < 0.5) return [costs === '' ? uses : `${costs}; ${uses}`];
  return [`${costs}; ${uses}, so that $${tellUsd(unusedDollarsPerMonth)} a month of it is wasted`];
}
