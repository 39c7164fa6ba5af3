import { featureCount, inverseScale, type Learner, rounded } from './learned.ts';

/** What a day-old sample still weighs: 0.9998 to the power of 1440 is three quarters. */
const forgetting = 0.9998;
const remembering = 1 / forgetting;
const furthestMiss = 1.5;
/** The inverse covariance is kept below this trace, or directions that are never seen would grow without end. */
const greatestTrace = 20 * featureCount * inverseScale;

const gain = new Float64Array(featureCount);

/** The weighted sum of the features. */
export function predict({ weights }: Learner, features: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < featureCount; at++) sum += (weights[at] as number) * (features[at] as number);
  return sum;
}

/**
 * One step of recursive least squares with forgetting (Ljung and Soederstrom, 1983), with asymmetric weights: being too low
 * counts `expectile`, being too high the rest (expectile regression: Newey and Powell, 1987). So it forecasts an upper
 * expectile and learns by itself when demand is volatile. Writes into the learner.
 */
export function regress(learner: Learner, features: readonly number[], came: number, expectile: number): void {
  const { weights, inverse } = learner;
  const miss = came - predict(learner, features);
  const weight = 2 * (miss > 0 ? expectile : 1 - expectile);
  gain.fill(0);
  let place = 0;
  for (let row = 0; row < featureCount; row++) {
    const own = features[row] as number;
    let sum = (inverse[place++] as number) * own;
    for (let column = row + 1; column < featureCount; column++) {
      const element = inverse[place++] as number;
      sum += element * (features[column] as number);
      gain[column] = (gain[column] as number) + element * own;
    }
    gain[row] = ((gain[row] as number) + sum) / inverseScale;
  }
  let denominator = forgetting / weight;
  for (let row = 0; row < featureCount; row++) denominator += (gain[row] as number) * (features[row] as number);
  const step = Math.max(-furthestMiss, Math.min(furthestMiss, miss)) / denominator;
  const shrinkage = 1 / denominator;
  let trace = 0;
  place = 0;
  for (let row = 0; row < featureCount; row++) {
    const own = gain[row] as number;
    const share = own * shrinkage * inverseScale;
    weights[row] = rounded((weights[row] as number) + own * step, 1e6);
    trace += inverse[place] as number;
    for (let column = row; column < featureCount; column++, place++) {
      const next = ((inverse[place] as number) - share * (gain[column] as number)) * remembering;
      inverse[place] = Math.floor(next + 0.5); // rounded by hand since it is the hottest line
    }
  }
  if (trace > greatestTrace) shrink(inverse, greatestTrace / trace);
}

function shrink(inverse: number[], factor: number): void {
  for (let at = 0; at < inverse.length; at++) inverse[at] = rounded((inverse[at] as number) * factor, 1);
}
