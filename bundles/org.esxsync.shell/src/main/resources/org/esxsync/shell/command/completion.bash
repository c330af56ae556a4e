# bash completion for esxsync
# Use it at once:  source <(esxsync completion bash)
# or keep it:      esxsync completion bash > ~/.local/share/bash-completion/completions/esxsync

# Prints the values of a field in the JSON output of a command; names come from outside, and only
# those that mean nothing to a shell are offered.
_esxsync_values() {
    local field=$1
    shift
    "${_esxsync_line[@]}" "$@" --json 2>/dev/null </dev/null | sed -n 's/^ *"'"$field"'": "\([A-Za-z0-9._+-]*\)",\{0,1\}$/\1/p'
}

# What finds the words of an operand leaves them in _esxsync_found. Releases change seldom: they are
# asked for once in a shell, and again for another mirror.
_esxsync_releases() {
    if [ "${_esxsync_known_for:-}" != "${_esxsync_line[*]}" ]; then
        _esxsync_known_releases=$(_esxsync_values release releases)
        _esxsync_known_for=${_esxsync_line[*]}
    fi
    _esxsync_found=$_esxsync_known_releases
}

_esxsync_patches() {
    _esxsync_found=$(_esxsync_values id patches)
}

_esxsync_sources() {
    _esxsync_found=$(_esxsync_values name sources)
}

_esxsync_config() {
    _esxsync_found="set add unset $(_esxsync_values pid config; _esxsync_values key config)"
}

_esxsync() {
    local current=$2 previous=$3 command='' words='' files='' i value _esxsync_found=''
    # The program with the options that say which mirror and configuration are meant.
    local -a _esxsync_line=("$1")
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
            --conf | --mirror)
                _esxsync_line+=("${COMP_WORDS[i]}")
                ((i++))
                [ "${COMP_WORDS[i]}" = '=' ] && ((i++))
                value=${COMP_WORDS[i]}
                _esxsync_line+=("${value/#\~\//$HOME/}")
                ;;
            --demo) _esxsync_line+=(--demo) ;;
            --log-file | --bwlimit | --proxy | --parallel)
                ((i++))
                [ "${COMP_WORDS[i]}" = '=' ] && ((i++))
                ;;
            -*) ;;
            *)
                command=${COMP_WORDS[i]}
                break
                ;;
        esac
    done
    case $previous in
        --conf | --mirror | =)
            local IFS=$'\n'
            COMPREPLY=($(compgen -d -- "$current"))
            return
            ;;
        --log-file)
            local IFS=$'\n'
            COMPREPLY=($(compgen -f -- "$current"))
            return
            ;;
        --bwlimit | --proxy | --parallel)
            COMPREPLY=()
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
    if [ -n "$files" ] && [[ $current != -* ]]; then
        local IFS=$'\n'
        compopt -o filenames 2>/dev/null
        COMPREPLY+=($(compgen -f -- "$current"))
    fi
}

complete -F _esxsync esxsync
