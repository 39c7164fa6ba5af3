import { floorRights } from '../config/floor-rights.ts';
import { nativeScalingOf } from '../config/native-scaling.ts';
import type { ScalableConfig } from '../config/scalable.ts';
import type { Acts } from './check.ts';

const isRead = (action: string) => /:(Describe|Get|List)/.test(action);

/** The rights that moving the minimum of a target takes, out of those that changing how many run would; the same where that is done. */
export function actsOnFloor(acts: Acts | null, { beside, target }: ScalableConfig): Acts | null {
  const native = nativeScalingOf(target);
  if (acts === null || beside === undefined || native === null) return acts;
  const [, partition = '', , region = '', account = ''] = acts.resourceArn.split(':');
  const all = [{ actions: acts.actions, resourceArn: acts.resourceArn }, ...(acts.besides ?? [])];
  const reads = all.flatMap((one) => {
    const actions = one.actions.filter(isRead);
    return actions.length === 0 ? [] : [{ ...one, actions }];
  });
  const toChange = all.flatMap(({ actions, resourceArn }) => {
    const changing = actions.filter((action) => !isRead(action));
    return changing.length === 0 ? [] : [{ actions: changing, resourceArn, wildcard: null }];
  });
  const rights = floorRights(native, toChange, { partition, region, account }).map((right) => ({
    ...{ actions: right.actions, resourceArn: right.resourceArn, context: contextOf(right.conditions) },
  }));
  const [first, ...besides] = [...rights, ...reads];
  return first === undefined ? acts : { ...acts, ...first, besides };
}

/** What a request that is allowed tells: values that are asked for, and that a key is there where it has to be. */
function contextOf(conditions: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const {
    Null = {},
    BoolIfExists: _,
    ...told
  } = conditions as Readonly<Record<string, Readonly<Record<string, string>>>>;
  const there = Object.entries(Null).filter(([, isMissing]) => isMissing === 'false');
  return Object.assign({}, ...Object.values(told), Object.fromEntries(there.map(([key]) => [key, '1'])));
}
