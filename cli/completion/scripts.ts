/** What each shell runs at its start, so that it asks `headroom complete` at each Tab. */
export const scripts = {
  bash: `# headroom for bash: put "source <(headroom completion bash)" into ~/.bashrc
_headroom() {
  local line words=("\${COMP_WORDS[@]:1:COMP_CWORD}")
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ $line == :files ]]; then
      compopt -o default 2>/dev/null || while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}")
    else
      COMPREPLY+=("\${line%%$'\\t'*}")
    fi
  done < <("$1" complete -- "\${words[@]}" 2>/dev/null)
}
complete -F _headroom headroom
`,
  zsh: `#compdef headroom
# headroom for zsh: put "source <(headroom completion zsh)" into ~/.zshrc, below compinit
_headroom() {
  local line
  local -a described
  for line in "\${(@f)$("\${words[1]}" complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    if [[ $line == :files ]]; then
      _files
    elif [[ $line == *$'\\t'* ]]; then
      described+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
    elif [[ -n $line ]]; then
      described+=("\${line//:/\\\\:}")
    fi
  done
  (( \${#described} )) && _describe headroom described
}
compdef _headroom headroom
`,
  fish: `# headroom for fish: headroom completion fish > ~/.config/fish/completions/headroom.fish
function __headroom_complete
    set -l words (commandline -opc) (commandline -ct | string collect --allow-empty)
    for line in ($words[1] complete -- $words[2..-1] 2>/dev/null)
        if test "$line" = ":files"
            __fish_complete_path (commandline -ct)
        else
            echo $line
        end
    end
end
complete -c headroom -f -a '(__headroom_complete)'
`,
} as const;

export type Shell = keyof typeof scripts;
export const shells = Object.keys(scripts) as readonly Shell[];
