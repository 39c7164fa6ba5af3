import { families } from '../baselines/families.ts';
import { candidates } from '../portfolio/candidates.ts';
import type { Backtest, Row } from '../score/answer.ts';
import { knobsText } from '../score/knobs-text.ts';
import { ourPoolCandidates, tellCandidate } from '../score/pool-sentence.ts';
import { tellKnobs } from '../score/select-rows.ts';
import { profiles } from '../world/profile.ts';
import type { ReportColour, ReportCurve, ReportCurves, ReportPoint } from './report.ts';

interface LineStyle {
  readonly colour: ReportColour;
  readonly dashed?: boolean;
}

const styles: Readonly<Record<string, LineStyle>> = {
  'kubernetes-hpa': { colour: 'blue' },
  'keda-rate': { colour: 'green' },
  'keda-week-ago': { colour: 'purple', dashed: true },
  'google-mig': { colour: 'purple' },
  'aws-target-tracking': { colour: 'red' },
  'aws-step-scaling': { colour: 'grey' },
  'aws-predictive-same-hour-mean': { colour: 'blue', dashed: true },
  'aws-predictive-same-hour-p90': { colour: 'green', dashed: true },
  'aws-predictive-oracle': { colour: 'grey', dashed: true },
};

/** Cost against violation: the best that each family can do at any knobs, in hindsight, and where its default and Headroom stand. */
export function costCurves(answer: Backtest): ReportCurves {
  const { headroom, sloBudgetPercent, rows, pool } = answer.table;
  const peers = families.map(({ name }) => peerCurve(answer, name));
  const beside = pool === undefined ? [] : [pool.row];
  const shown = [headroom, ...beside, ...rows.filter(({ selection }) => selection === 'best2')].map(
    ({ costRatio }) => costRatio ?? 1,
  );
  return {
    title: 'Cost against violations',
    xUnit: '% of requests violating',
    yUnit: '× the clairvoyant’s cost',
    limit: { x: sloBudgetPercent, label: `budget ${sloBudgetPercent} %` },
    yRange: [Math.min(1, 0.97 * Math.min(...shown)), Math.min(4, Math.max(1.3, 1.35 * Math.max(...shown)))],
    note: 'Left and low is good. A line joins the best that a family can do with any knobs, seen afterwards; a ring is what it is shipped with (those that cost more than is shown are in the table). The dot is Headroom as it was chosen night by night, knowing nothing of the days to come.',
    curves: [...peers, ourCurve(answer), ...poolCurve(answer)],
  };
}

function peerCurve({ curves, table }: Backtest, name: string): ReportCurve {
  const family = families.find((one) => one.name === name);
  const points = curves
    .filter((point) => point.family === name)
    .map((point) => ({
      x: point.violationPercent,
      y: point.costRatio,
      says: family === undefined ? '' : knobsText(tellKnobs(family, point)),
    }));
  const shipped = table.rows
    .filter((row) => row.family === name && row.selection === 'default')
    .flatMap((row) => pointOf(row));
  return { label: name, ...(styles[name] ?? { colour: 'grey' }), points: frontier(points), marks: shipped };
}

function ourCurve({ ours, table }: Backtest): ReportCurve {
  const all = candidates(table.leadSeconds, profiles[table.metricClassSeconds]);
  const points = ours.map(({ candidate, violationPercent, costRatio }) => {
    const one = all[candidate];
    return {
      x: violationPercent,
      y: costRatio,
      says: one === undefined ? '' : `${one.family}, ${knobsText(one.knobs)}`,
    };
  });
  return {
    label: 'headroom',
    colour: 'orange',
    strong: true,
    points: frontier(points),
    marks: pointOf(table.headroom),
  };
}

function poolCurve(answer: Backtest): ReportCurve[] {
  const { pool } = answer.table;
  if (pool === undefined) return [];
  const all = ourPoolCandidates(answer);
  const points = answer.oursBesidePool.map(({ candidate, violationPercent, costRatio }) => {
    return { x: violationPercent, y: costRatio, says: tellCandidate(all[candidate]) };
  });
  const style = { colour: 'orange', dashed: true, strong: true } as const;
  return [{ label: pool.row.family, ...style, points: frontier(points), marks: pointOf(pool.row) }];
}

function pointOf({ violationPercent, costRatio, knobs }: Row): ReportPoint[] {
  if (violationPercent === null || costRatio === null) return [];
  return [{ x: violationPercent, y: costRatio, says: knobsText(knobs) || 'as chosen each night' }];
}

/** The points that no other beats in both figures, ascending in violation. */
function frontier(points: readonly ReportPoint[]): ReportPoint[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  let least = Number.POSITIVE_INFINITY;
  return sorted.filter(({ y }) => {
    if (y >= least) return false;
    least = y;
    return true;
  });
}
