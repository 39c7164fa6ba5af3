import { describe, expect, it } from 'vitest';
import { configStore } from '../../../adapters/subjects.ts';
import { parseConfig } from '../../../core/capabilities.ts';
import { configuredCapabilities } from '../../../core/model/capability-name.ts';
import { configResource } from '../../../functions/config-writer/config-resource.ts';
import { rigOf } from '../../laws/capability-rig.ts';
import { ACloudFormation, type Course } from './a-cloudformation.ts';
import { aTableInMemory } from './a-table-in-memory.ts';

const own = { account: '111122223333', region: 'eu-west-1' };
const smoothly: Course = { order: (ids) => ids, failsAfter: null };

describe.each(configuredCapabilities)('the config of a subject of %s', (capability) => {
  const { name, config } = rigOf(capability).example;
  const properties = (more: object = {}) => ({ capability, name, config: JSON.stringify(config), ...more });
  const deployed = async () => {
    const { table, of } = aTableInMemory();
    const tables = { ledger: table, keyspaces: table };
    const store = (one: never) => configStore(one, tables);
    const resource = configResource({ parse: parseConfig, store: store as never }, own);
    const stack = new ACloudFormation(resource, 'shop');
    expect(await stack.deploy({ Old: properties() }, smoothly)).toBeNull();
    return { stack, configured: () => of(`${capability}/config`).map(({ sk }) => sk?.S) };
  };

  it('stays where its construct is moved in its stack', async () => {
    const { stack, configured } = await deployed();
    expect(await stack.deploy({ New: properties() }, smoothly)).toBeNull();
    expect(configured()).toEqual([name]);
    await stack.deploy({}, smoothly);
    expect(configured()).toEqual([]);
  });

  it('stays where such a deploy fails and is rolled back', async () => {
    const { stack, configured } = await deployed();
    expect(await stack.deploy({ New: properties() }, { ...smoothly, failsAfter: 1 })).not.toBeNull();
    expect(configured()).toEqual([name]);
  });

  it('is written again where its table has been replaced', async () => {
    const { stack, configured } = await deployed();
    expect(await stack.deploy({ Old: properties({ table: 'another' }) }, smoothly)).toBeNull();
    expect(configured()).toEqual([name]);
  });
});
