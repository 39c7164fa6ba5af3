import { describe, expect, it } from 'vitest';
import { locateField } from '../../../cli/config/locate-field.ts';

const source = `import { defineConfig } from 'headroom-aws/config';

export default defineConfig({
  deployment: 'shop',
  scalables: {
    'checkout/web': {
      bounds: { min: 2, max: 20 },
      policies: [
        { kind: 'step' },
        {
          kind: 'schedule',
          timeZone: 'UTC' as string,
        },
      ],
    },
  },
});
`;

describe('locating a field in a config', () => {
  it.each([
    ['deployment', 4],
    ['scalables', 5],
    ['scalables["checkout/web"]', 6],
    ['scalables["checkout/web"].bounds.max', 7],
    ['scalables["checkout/web"].policies[0].kind', 9],
    ['scalables["checkout/web"].policies[1].timeZone', 12],
  ])('%s is on line %i', (field, line) => {
    expect(locateField(source, field)).toBe(line);
  });

  it('answers what a missing field is missing from', () => {
    expect(locateField(source, 'scalables["checkout/web"].policies[1].windows')).toBe(10);
    expect(locateField(source, 'scalables["checkout/web"].target')).toBe(6);
  });

  it('answers null where there is no object to follow', () => {
    expect(locateField('export const nothing = 1;', 'deployment')).toBeNull();
    expect(locateField('export default {', 'deployment')).toBeNull();
  });

  it('gives warnings back as they were', () => {
    const before = process.emitWarning;
    locateField(source, 'deployment');
    expect(process.emitWarning).toBe(before);
  });
});
