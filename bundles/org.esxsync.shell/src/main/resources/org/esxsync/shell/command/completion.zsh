#compdef esxsync
# zsh completion for esxsync
# Keep it in a directory of $fpath:  esxsync completion zsh > ~/.zfunc/_esxsync
# or use it at once:                 source <(esxsync completion zsh)

# Offers the values of a field in the JSON output of a command; names come from outside, and only
# those that mean nothing to a shell are offered.
_esxsync_values() {
    local field=$1 what=$2
    local -a values place
    local option
    for option in --conf --mirror; do
        if [ -n "${_esxsync_options[$option]:-}" ]; then
            place+=($option ${(Q)~_esxsync_options[$option]})
        fi
    done
    if (( ${+_esxsync_options[--demo]} )); then
        place+=(--demo)
    fi
    values=(${(f)"$(esxsync $place $what --json 2>/dev/null </dev/null |
        sed -n 's/^ *"'"$field"'": "\([A-Za-z0-9._+-]*\)",\{0,1\}$/\1/p')"})
    compadd -a values
}

_esxsync_releases() {
    _esxsync_values release releases
}

_esxsync_patches() {
    _esxsync_values id patches
}

_esxsync_sources() {
    _esxsync_values name sources
}

_esxsync_config() {
    compadd set add unset
    _esxsync_values pid config
    _esxsync_values key config
}

_esxsync() {
    local -a commands
    commands=(
@COMMANDS@
    )
    local context state line
    typeset -A opt_args _esxsync_options
    _arguments -C \
        '--conf[read the configuration files of this directory]:directory:_files -/' \
        '--mirror[keep the mirror in this directory]:directory:_files -/' \
        '--demo[try it with a made-up patch site inside the program]' \
        '(-q --quiet)'{-q,--quiet}'[print only errors, and what you asked for]' \
        '(-v --verbose)'{-v,--verbose}'[print each step]' \
        '--log-file[write the log to this file, too]:file:_files' \
        '--bwlimit[KiB a second for all transfers, or such as 10M]:rate:' \
        '--proxy[use this proxy for this run]:URL:' \
        '--parallel[download so many patches at a time]:number:' \
        '--version[print the version]' \
        '--debug[show the stack trace of an error]' \
        '1:command:->command' \
        '*::argument:->argument'
    # The commands' own options take the place of these.
    _esxsync_options=("${(@kv)opt_args}")
    case $state in
        command) _describe command commands ;;
        argument)
            case $words[1] in
@CASES@
            esac
            ;;
    esac
}

if [ "$funcstack[1]" = _esxsync ]; then
    _esxsync "$@"
else
    compdef _esxsync esxsync
fi
