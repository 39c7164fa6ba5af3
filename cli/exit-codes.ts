/** What a command ends with, for scripts. */
export const exitCodes = {
  done: 0,
  fault: 1,
  wrongUse: 2,
  interrupted: 130,
  terminated: 143,
} as const;

type ExitCode = keyof typeof exitCodes;

/** What each means. */
export const exitTexts: Readonly<Record<ExitCode, string>> = {
  done: 'It is done, or what was asked has been told.',
  fault: 'It could not be done, or what was looked for was found: a fault, a trouble, a name that does not exist.',
  wrongUse: 'The command line is wrong: no such command, option or argument. Nothing was done.',
  interrupted: 'Ctrl-C: it was ended in order.',
  terminated: 'The system wanted an end (SIGTERM): it was ended in order.',
};
