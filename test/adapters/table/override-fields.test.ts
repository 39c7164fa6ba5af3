import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkNote } from '../../../adapters/table/override-fields.ts';

describe('a note', () => {
  it('may be in any script', () => {
    for (const note of [null, '', 'load test', 'Größe 👩‍💻', 'می‌خواهم', '日本'])
      expect(() => checkNote(note)).not.toThrow();
  });

  it('has nothing in it that a terminal obeys, wherever it stands', () => {
    const hidden = fc.constantFrom(
      '\u001b',
      '\n',
      '\r',
      '\t',
      '\u0007',
      '\u007f',
      '\u009b',
      '\u202e',
      '\u2066',
      '\u2028',
    );
    const word = fc.string({ maxLength: 20 });
    fc.assert(
      fc.property(word, hidden, word, (before, character, after) => {
        const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
        expect(() => checkNote(before + character + after)).toThrow(
          `note: its character ${before.length + 1} is U+${code}, which nobody can see; take it out`,
        );
      }),
    );
  });
});
