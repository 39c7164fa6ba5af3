/** A command of the AWS CLI for people to paste, each word quoted where a shell would read it otherwise. */
export function awsCommand(region: string | null, ...words: readonly string[]): string {
  const all = ['aws', ...words, ...(region === null ? [] : ['--region', region])];
  return all.map((word) => (/^[\w./:=,@-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');
}
