import { describe, expect, test } from 'vitest';
import { foundOfRivals } from '../../../core/scaling/checkup/rivals.ts';
import { rivalry } from '../../../core/scaling/rivals.ts';
import { aConfig, anObservation, aScalable } from '../../fixtures.ts';

const follower = (scalable?: string) => ({
  ...{ what: 'the HorizontalPodAutoscaler "web"', suspend: 'kubectl delete', needs: null, follows: true as const },
  ...(scalable !== undefined && { scalable }),
});

describe.each(['on', 'recommend'] as const)('what asks for what Headroom wants, of a scalable that is %s', (mode) => {
  const config = aScalable({ mode });
  const said = (scalable?: string) => {
    const rivals = { atMs: 0, rivals: [follower(scalable)], trouble: null };
    return rivalry({ ...anObservation(), config: aConfig({ mode }), rivals });
  };

  test('follows this one, where it says so or says nothing', () => {
    for (const scalable of [undefined, 'checkout/web']) {
      const expected = mode === 'on' ? { because: { says: expect.stringContaining('by itself') } } : null;
      if (expected === null) expect(said(scalable)).toBeNull();
      else expect(said(scalable)).toMatchObject(expected);
    }
  });

  test('follows another, whose manifest was copied, and that is told', () => {
    expect(said('checkout/worker')).toMatchObject({
      refused: mode === 'on',
      because: { says: expect.stringContaining('wants of {other}'), other: 'checkout/worker' },
    });
    expect(foundOfRivals([follower('checkout/worker')], config)).toMatchObject([{ is: 'trouble' }]);
    expect(foundOfRivals([follower('checkout/web')], config)[0]?.is).toBe(mode === 'on' ? 'trouble' : 'ok');
  });
});
