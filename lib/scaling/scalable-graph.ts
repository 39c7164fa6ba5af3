import { GraphWidget, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { type ReadingConfig, runningReading } from '../../core/readings/reading-config.ts';
import { metricOf } from '../sources/catalogue.ts';
import type { Scalable } from './scalable.ts';

/** What one scalable was asked to be and was, beside what was asked of it: AWS's own metrics, so the graph costs none. */
export class ScalableGraph extends GraphWidget {
  constructor({ scalable, config: { bounds, readings }, bound: { asked } }: Scalable) {
    const running = readings[runningReading];
    super({
      title: scalable,
      width: 12,
      leftYAxis: { label: 'units', showUnits: false, min: 0 },
      left: [...(asked === null ? [] : [asked]), ...(running === undefined ? [] : metrics(running))],
      leftAnnotations: [
        { value: bounds.min, label: 'min' },
        { value: bounds.max, label: 'max' },
      ],
      rightYAxis: { label: 'readings', showUnits: false, min: 0 },
      right: Object.entries(readings).flatMap(([name, reading]) => (name === runningReading ? [] : metrics(reading))),
    });
  }
}

function metrics({ parts }: ReadingConfig): IMetric[] {
  return parts.flatMap((part) => {
    const metric = metricOf(part);
    return metric === null ? [] : [metric];
  });
}
