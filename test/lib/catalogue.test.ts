import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { targetKinds } from '../../core/scaling/config/target-kinds.ts';
import { sourceFiles } from '../architecture/source-file.ts';
import { bundles, root } from './an-app.ts';

const kinds = Object.keys(targetKinds);
const inside = (folder: string) => readdirSync(join(root, folder)).map((file) => file.replace(/\.ts$/, ''));
const rooms = ['deployment', 'scaling', 'balancing', 'purging', 'sharding'];

it('every kind of target has a folder of its name in lib and in adapters', () => {
  expect(inside('lib/scaling/targets')).toEqual(expect.arrayContaining(kinds));
  expect(inside('adapters/scaling/targets')).toEqual(expect.arrayContaining(kinds));
});

it('everything that people hand to Headroom is exported by lib/index.ts', () => {
  const [index] = sourceFiles(['lib']).filter(({ file }) => file === 'lib/index.ts');
  const exported = index?.imports.flatMap(({ names }) => names) ?? [];
  const rooms = ['scaling/targets', 'purging/cdns', 'sharding/shards'].map((room) => `lib/${room}/`);
  const kinds = sourceFiles(['lib']).filter(({ file }) =>
    rooms.some((room) => file.startsWith(room) && file.slice(room.length).includes('/')),
  );
  const classes = kinds.flatMap(({ text }) => [...text.matchAll(/^export class (\w+)/gm)].map(([, name]) => name));
  expect(classes.length).toBeGreaterThan(5);
  expect(
    classes.filter((name) => !exported.includes(name ?? '')).map((name) => `lib/index.ts does not export ${name}`),
  ).toEqual([]);
});

it('every function has a construct of its name, and the tests a stand-in for its bundle', () => {
  const functions = readdirSync(join(root, 'functions'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  expect(rooms.flatMap((room) => inside(`lib/${room}/functions`)).sort()).toEqual(functions.sort());
  expect(readdirSync(bundles).sort()).toEqual(functions.sort());
});
