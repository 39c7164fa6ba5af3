import { describe, expect, it } from 'vitest';
import { requireNode } from '../../local/require-node.ts';

describe('the Node that functions run on', () => {
  it('is the one that Lambda runs', () => {
    expect(() => requireNode('v24.1.0')).not.toThrow();
  });

  it.each(['v20.20.2', 'v22.0.0', 'v25.0.0', 'v2.4.0'])('is refused if it is %s, with what to do', (version) => {
    expect(() => requireNode(version)).toThrow(/npm script/);
  });
});
