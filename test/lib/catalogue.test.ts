import { globSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { targetKinds } from '../../core/scaling/config/target-kinds.ts';
import { bundles, root } from './an-app.ts';
import { unsaidInLib } from './unsaid-in-lib.ts';

const kinds = Object.keys(targetKinds);
const inside = (folder: string) => readdirSync(join(root, folder)).map((file) => file.replace(/\.ts$/, ''));

it('every kind of target has a folder of its name in lib and in adapters', () => {
  expect(inside('lib/scaling/targets')).toEqual(expect.arrayContaining(kinds));
  expect(inside('adapters/scaling/targets')).toEqual(expect.arrayContaining(kinds));
});

it('everything that people hand to Headroom is exported by lib/index.ts, and every capability has its method', () => {
  expect(unsaidInLib(root)).toEqual([]);
});

it('every function has a construct of its name, and the tests a stand-in for its bundle', () => {
  const functions = readdirSync(join(root, 'functions'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  expect(
    globSync('lib/*/functions/*.ts', { cwd: root })
      .map((file) => basename(file, '.ts'))
      .sort(),
  ).toEqual(functions.sort());
  expect(readdirSync(bundles).sort()).toEqual(functions.sort());
});
