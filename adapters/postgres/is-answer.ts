/**
 * Codes that a server may end the connection with (FATAL or PANIC); what they come to is not known.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const ending = /^(?:08...|25P0[34]|28...|3D000|53...|57P..|58...|F0...|XX...)$/;

/**
 * Whether the server itself refused a statement, and the connection goes on. Its severity says so in the language of the server
 * (`lc_messages`): ERROR is FEHLER or ERREUR elsewhere, and is told by its code there, which is the same everywhere. Errors of
 * the network have no severity.
 */
export function isAnswer(error: unknown): boolean {
  const { code, severity } = Object(error) as { code?: unknown; severity?: unknown };
  if (typeof severity !== 'string' || typeof code !== 'string' || code === '') return false;
  if (/^(?:ERROR|FATAL|PANIC)$/.test(severity)) return severity === 'ERROR';
  return !ending.test(code);
}
