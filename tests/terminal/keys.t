# Keys: counts, prefixes, the Russian layout, what is not mapped.
sh "$srcdir/tests/terminal/make-book 6 30 >lamps.txt"
run lamps.txt
remember start
keys g
expect on -1 "g start"
keys Esc
expect same start
keys 12
expect on -1 12
keys Esc
expect same start
keys g Z
expect on -1 "does nothing here"
# the keys g g and j on a Russian keyboard
keys Space Space пп
expect same start
keys о
expect differs start
keys л
expect same start
# pasted text is no command
keys Paste G Pasted
expect same start
# its end may be lost
keys Paste G C-c
expect same start
keys :he Enter
expect on -1 "No command he: here or help"
keys q
expect exit 0

# keys that terminfo does not know, or knows under names of its own, are no
# commands by their letters, nor the start of a paste
term vt100
run lamps.txt
keys S-Up
expect row -1 " This key does nothing here (g? helps)"
keys g g C-Down
expect row -1 " This key does nothing here (g? helps)"
keys g g S-F1
expect row -1 " This key does nothing here (g? helps)"
keys q
expect exit 0
term rxvt
run lamps.txt
keys C-Down
expect row -1 " This key does nothing here (g? helps)"
keys Space
expect on -1 "p. 2 of"
keys q
expect exit 0
term xterm-256color

# the reader's own map; what is wrong in it is said, and izba still answers
sh "mkdir -p config/izba && printf 'map read x page-down\nunmap read q\nmap read Q quit\n' >config/izba/keys"
run lamps.txt
keys x
expect differs start
keys q
expect on -1 "does nothing here"
keys Q
expect exit 0
sh "printf 'map read x pagedown\n' >config/izba/keys"
run lamps.txt
expect on -1 "keys:1: no such command: pagedown"
keys q
expect exit 0
sh "printf '\nmap read g page-down\n' >config/izba/keys"
run lamps.txt
expect contains "keys:2: "
keys q
expect exit 0
sh "rm config/izba/keys; $IZBA keys >one && $IZBA keys --map vi >two && ! cmp -s one two && ! $IZBA keys --map none 2>said && grep -q 'default vi less info' said"
# what is printed is a key map that means the same, on top of any other
sh "cp two config/izba/keys && $IZBA keys >three && cmp two three"
