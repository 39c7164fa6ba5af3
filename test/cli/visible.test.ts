import { Writable } from 'node:stream';
import { styleText } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entryLines } from '../../cli/explain/entry-lines.ts';
import { note, type Session, say, sayJson } from '../../cli/session.ts';
import { visible } from '../../cli/visible.ts';
import type { Entry } from '../../core/model/entry.ts';

/** All that a terminal obeys or that nobody sees, but for the joiners. */
const unseen = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/** Texts with escape sequences, line ends and marks of direction strewn in. */
const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '\u001b]52;c;ZWNobyBwd25lZA==\u0007',
        '\u001b[2J',
        '\u001b[8m',
        '\u009b31m',
        '\nFAKE LINE: applied',
        '\r',
        '\u202e',
        '\u2028',
        '\ud800',
      ),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''));

/** What a session printed, on both of its streams. */
function printed(print: (session: Session) => void): string {
  let text = '';
  const out = new Writable({
    write: (chunk, _, done) => {
      text += String(chunk);
      done();
    },
  });
  print({ out, err: out } as unknown as Session);
  return text;
}

describe('text from outside', () => {
  it('acts on no terminal, and stays as it is where there is nothing to hide', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(visible(text)).not.toMatch(unseen);
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(visible(text)).toBe(text);
      }),
    );
    expect(visible('Größe 👩‍💻 می‌خواهم')).toBe('Größe 👩‍💻 می‌خواهم');
    expect(visible('a\u001b]52;c;eA==\u0007\nb')).toBe('a\\u001b]52;c;eA==\\u0007\\u000ab');
  });

  it('is one line wherever it is printed, whoever prints it', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what is looked for are control characters.
    const styles = /\u001b\[\d+m/g;
    fc.assert(
      fc.property(hostile, (text) => {
        for (const print of [say, note]) {
          const line = printed((session) => print(session, text));
          expect(line.endsWith('\n')).toBe(true);
          expect(line.slice(0, -1).replace(styles, '')).not.toMatch(unseen);
          expect(line).not.toContain('\u001b[8m');
        }
      }),
    );
  });

  it('leaves the styles of Headroom alone', () => {
    const line = `${styleText('bold', 'x', { validateStream: false })} ${styleText(['red', 'bold'], 'y', { validateStream: false })}`;
    expect(printed((session) => say(session, line))).toBe(`${line}\n`);
  });

  it('means the same in JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), hostile, (value, text) => {
        const line = printed((session) => sayJson(session, { value, text })).slice(0, -1);
        expect(line).not.toMatch(unseen);
        expect(JSON.parse(line)).toEqual(JSON.parse(JSON.stringify({ value, text })));
      }),
    );
  });

  it('is seen in every part of a look that is told', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        const entry: Entry = {
          schema: 2,
          id: text,
          capability: text,
          subject: text,
          atMs: 0,
          signal: { kind: 'alarm', alarmName: text, state: 'ALARM', id: text, atMs: null, dryRun: false },
          observation: null,
          decision: null,
          outcome: { is: 'failed', because: { says: '{error}', error: text } },
        };
        for (const line of await entryLines(entry, (_, told) => told)) expect(line).not.toMatch(unseen);
        for (const line of await entryLines({ id: text, unreadable: text }, (_, told) => told))
          expect(line).not.toMatch(unseen);
      }),
    );
  });
});
