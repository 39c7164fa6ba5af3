import { expect, it } from 'vitest';
import { parseSinks } from '../../../core/sinks/sink-kinds.ts';

const prometheus = { kind: 'prometheus', url: 'https://prometheus.example.com' };

it('fills in what is left out', () => {
  expect(parseSinks([prometheus, { kind: 'datadog', secretArn: 'arn:of-it' }])).toEqual([
    { ...prometheus, path: null, auth: null, labels: {} },
    { kind: 'datadog', site: 'datadoghq.com', secretArn: 'arn:of-it', encryptionKeyArn: null, tags: [] },
  ]);
  expect(parseSinks()).toEqual([]);
});

it.each([
  ['a kind that there is not', [{ kind: 'graphite' }], 'sinks.[0].kind: "graphite" is not a known kind'],
  ['a secret in the address', [{ ...prometheus, url: 'https://me:it@p.example.com' }], 'sinks.[0].url: '],
  [
    'labels of ours',
    [{ ...prometheus, labels: { scalable: 'mine' } }],
    'sinks.[0].labels.scalable: this name is not a label',
  ],
  ['labels of Prometheus', [{ ...prometheus, labels: { __name__: 'up' } }], 'sinks.[0].labels.__name__: this name'],
  ['a path that is none', [{ ...prometheus, path: 'https://elsewhere.example.com' }], 'sinks.[0].path: '],
  [
    'a tag that is none',
    [{ kind: 'datadog', secretArn: 'a', tags: ['Not A Tag'] }],
    'sinks.[0].tags[0]: "Not A Tag" is not a tag',
  ],
  ['a fourth', [prometheus, prometheus, prometheus, prometheus], 'is too many; give at most 3 of them'],
  ['what is not a list', { ...prometheus }, 'sinks: '],
])('refuses %s by name', (_, input, says) => {
  expect(() => parseSinks(input)).toThrow(says);
});
