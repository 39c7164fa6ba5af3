import { expect, it } from 'vitest';
import { readFacts } from '../../adapters/scaling/checkup/catalogue.ts';
import { targetChecks } from '../../core/scaling/checkup/catalogue.ts';
import { targetKinds } from '../../core/scaling/config/target-kinds.ts';

it('every kind of target is checked before day one: add core/scaling/checkup/targets/<kind>.ts and its lines in both catalogues', () => {
  const kinds = Object.keys(targetKinds);
  expect(kinds.filter((kind) => !Object.hasOwn(targetChecks, kind))).toEqual([]);
  expect(kinds.filter((kind) => !Object.hasOwn(readFacts, kind))).toEqual([]);
});
