# bash completion for esxsync
# Use it at once:  source <(esxsync completion bash)
# or keep it:      esxsync completion bash > ~/.local/share/bash-completion/completions/esxsync

# Prints the values of a field in the JSON output of a command; names come from outside, and only
# those that mean nothing to a shell are offered.
_esxsync_values() {
    local field=$1
    shift
    "$@" --json 2>/dev/null </dev/null | sed -n 's/^ *"'"$field"'": "\([A-Za-z0-9._+-]*\)",\{0,1\}$/\1/p'
}

# Releases change seldom: they are asked for once in a shell.
_esxsync_releases() {
    if [ -z "${_esxsync_known_releases:-}" ]; then
        _esxsync_known_releases=$(_esxsync_values release "$1" releases)
    fi
    printf '%s\n' "$_esxsync_known_releases"
}

_esxsync_patches() {
    _esxsync_values id "$1" patches
}

_esxsync() {
    local program=$1 current=$2 previous=$3 command='' words='' i
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
            --conf | --mirror) ((i++)) ;;
            -*) ;;
            *)
                command=${COMP_WORDS[i]}
                break
                ;;
        esac
    done
    case $previous in
        --conf | --mirror)
            local IFS=$'\n'
            COMPREPLY=($(compgen -d -- "$current"))
            return
            ;;
    esac
    case $command in
@CASES@
    esac
    # Not compgen -W, which would evaluate the words.
    COMPREPLY=()
    local word
    for word in $words; do
        if [[ $word == "$current"* ]]; then
            COMPREPLY+=("$word")
        fi
    done
}

complete -F _esxsync esxsync
