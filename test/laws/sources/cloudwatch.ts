import { connectSources } from '../../../adapters/sources/catalogue.ts';
import { FakeCloudWatch } from '../../adapters/sources/cloudwatch/fake-cloudwatch.ts';
import type { SourceRig } from '../source-rig.ts';

export function rig(): SourceRig<'cloudwatch'> {
  const fake = new FakeCloudWatch();
  const metric = (metricName: string) => ({
    namespace: 'Shop',
    metricName,
    dimensions: { Service: 'web' },
    stat: 'Sum',
  });
  return {
    service: fake,
    readsPerCall: 500,
    part: (name, witnessName) => ({
      kind: 'cloudwatch',
      ...metric(name),
      periodSeconds: 60,
      delaySeconds: 60,
      witness: witnessName === undefined ? null : metric(witnessName),
    }),
    put: (name, points) => fake.put(name, points),
    askedSeconds: () =>
      fake.calls.flatMap(({ input }) =>
        (input.MetricDataQueries as { MetricStat: { Period: number } }[]).map(({ MetricStat }) => MetricStat.Period),
      ),
    open: connectSources({}, { cloudwatch: fake.client }),
  };
}
