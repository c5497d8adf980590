# bash completion for izba: subcommands and options are asked from izba itself.

_izba() {
	local word=${COMP_WORDS[COMP_CWORD]} program=${COMP_WORDS[0]}
	local command=${COMP_WORDS[1]:-} names
	local before=${COMP_WORDS[COMP_CWORD - 1]}
	COMPREPLY=()
	if [ "$word" = = ]; then
		word=
	elif [ "$before" = = ]; then
		before=${COMP_WORDS[COMP_CWORD - 2]}
	fi
	if [ "$before" = --encoding ]; then
		names=$("$program" export --encoding '?' 2>&1 |
		    sed -n 's/.* these are: //p')
		mapfile -t COMPREPLY < <(compgen -W "$names" -- "$word")
		return
	fi
	if [ "$COMP_CWORD" -gt 1 ] && [[ $word == -* ]]; then
		names=$("$program" "$command" --help 2>/dev/null |
		    grep -oE -- '--[a-z][a-z-]*' | sort -u)
	elif [ "$COMP_CWORD" -eq 1 ]; then
		names="$("$program" --help 2>/dev/null |
		    awk '$1 == "izba" && $2 ~ /^[a-z]+$/ { print $2 }')"
		[[ $word != -* ]] || names='--help --version'
	fi
	if [ -n "${names:-}" ]; then
		mapfile -t COMPREPLY < <(compgen -W "$names" -- "$word")
	fi
	# a file can stand anywhere but for an option
	if [[ $word != -* ]]; then
		mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$word")
	fi
}

complete -o filenames -F _izba izba
