import { connectSources } from '../../../adapters/sources/catalogue.ts';
import { FakePrometheus } from '../../adapters/sources/prometheus/fake-prometheus.ts';
import type { SourceRig } from '../source-rig.ts';

export function rig(): SourceRig<'prometheus'> {
  const fake = new FakePrometheus();
  return {
    service: fake,
    readsPerCall: 1,
    part: (name, witnessName) => ({
      kind: 'prometheus',
      url: 'https://prometheus.example.com',
      query: name,
      witness: witnessName ?? null,
      auth: null,
      periodSeconds: 60,
      delaySeconds: 30,
      unit: null,
      adds: false,
      speaksAtZero: null,
    }),
    put: (name, points) => void fake.metrics.set(name, points),
    askedSeconds: () => fake.calls.map(({ input }) => Number(input.step)),
    open: connectSources({}, { prometheus: fake.client }),
  };
}
