import * as z from 'zod/mini';

/** What an invocation of a version came to: why it failed, or null. */
export interface Failed {
  /** E.g. `TypeError: x is not a function`. */
  readonly says: string;
  /** Whether the function was stopped by what it may or may not do, which a version has no part in. */
  readonly isDenied: boolean;
  /** Whether it understood, and told what a person has to mend. */
  readonly isRefused: boolean;
  /** Whether it ran, and told that what it looked at gave no answer: a server that is down, a secret that nobody has put there. */
  readonly isUnanswered: boolean;
}

const thrown = z.object({ errorType: z._default(z.string(), 'Error'), errorMessage: z._default(z.string(), '') });

/** As much of an answer of looks as tells whether one failed. */
const looked = z.object({
  entries: z.array(
    z.object({
      subject: z.string(),
      outcome: z.nullish(z.object({ is: z.string(), because: z.optional(z.unknown()) })),
    }),
  ),
});

/** What Lambda said of an error of a function. */
export function failedBy(payload: string): Failed {
  const parsed = thrown.safeParse(jsonOf(payload));
  if (!parsed.success) return failed('Error', payload.slice(0, 300));
  return failed(parsed.data.errorType, parsed.data.errorMessage);
}

/** Why a look of an answer failed; null where none did. */
export function failedLook(payload: string): Failed | null {
  const parsed = looked.safeParse(jsonOf(payload));
  const found = parsed.success ? parsed.data.entries.find(({ outcome }) => outcome?.is === 'failed') : undefined;
  if (found === undefined) return null;
  const because = JSON.stringify(found.outcome?.because ?? 'failed');
  return {
    ...failed('Failed', `the look at ${found.subject}: ${because}`),
    isUnanswered: !programErrors.test(because),
  };
}

/** What the language throws: of a program that is wrong, whatever it looks at. */
const programErrors = /\b(TypeError|ReferenceError|RangeError|SyntaxError)\b/;

function failed(type: string, message: string): Failed {
  const says = `${type}: ${message}`;
  return {
    says,
    isDenied: /AccessDenied|UnauthorizedOperation|not authorized to perform/.test(says),
    isRefused: type === 'Refusal' || type === 'InvalidInput',
    isUnanswered: false,
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
