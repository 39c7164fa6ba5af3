import { Argument, Command } from 'commander';
import { choosing } from '../choice.ts';
import { withExamples } from '../examples.ts';
import { type Session, sayAsGiven } from '../session.ts';
import { type Shell, scripts, shells } from './scripts.ts';

const examples = [
  ['source <(headroom completion bash)', 'this shell; in ~/.bashrc, every one'],
  ['source <(headroom completion zsh)', 'below compinit in ~/.zshrc'],
  'headroom completion fish > ~/.config/fish/completions/headroom.fish',
] as const;

/** `headroom completion <shell>`: what has a shell complete commands, options and names. */
export function completion(session: Session): Command {
  return withExamples(new Command('completion'), examples, {
    after:
      'Names of scalables and the like come from the deployment that is meant. If AWS takes more than two seconds, no names are offered.',
  })
    .description('print what has a shell complete commands, options and names at each Tab')
    .addArgument(choosing(new Argument('<shell>', 'the shell'), 'shell', shells))
    .action((shell: Shell) => sayAsGiven(session, scripts[shell].trimEnd()));
}
