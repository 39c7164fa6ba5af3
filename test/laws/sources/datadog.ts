import { connectSources } from '../../../adapters/sources/catalogue.ts';
import { FakeDatadog } from '../../adapters/sources/datadog/fake-datadog.ts';
import type { SourceRig } from '../source-rig.ts';

export function rig(): SourceRig<'datadog'> {
  const fake = new FakeDatadog();
  return {
    service: fake,
    readsPerCall: 20,
    part: (name, witnessName) => ({
      kind: 'datadog',
      site: 'datadoghq.eu',
      query: name,
      witness: witnessName ?? null,
      api: 'v2',
      secretArn: 'arn:of-the-keys',
      encryptionKeyArn: null,
      periodSeconds: 60,
      delaySeconds: 30,
      unit: null,
      adds: false,
      speaksAtZero: null,
    }),
    put: (name, points) => void fake.metrics.set(name, points),
    askedSeconds: () => fake.calls.map(({ input }) => Number(input.periodSeconds)),
    open: connectSources({}, { datadog: fake.client }),
  };
}
