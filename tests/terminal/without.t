# Reading without: a store, colours, the apparatus, a home folder.
sh "$srcdir/tests/terminal/make-book 6 30 >lamps.txt"
sh "mkdir -p data/izba && printf 'this is no database, but a line of text about lamps\n' >data/izba/izba.db"
run lamps.txt
expect contains "no whole backup"
expect contains Numbered
keys Space
expect absent "no whole backup"
keys B
expect contains "1 mark is in memory only"
keys Space
expect contains "⚑1  1 unsaved"
keys q y
expect exit 0
expect absent "backup"
sh "grep -q 'a line of text about lamps' data/izba/izba.db && rm data/izba/izba.db"

# a highlight is seen without colours
env NO_COLOR 1
run lamps.txt
keys v V h Esc
expect contains "▌"
expect look Numbered underline
keys q
expect exit 0
unset NO_COLOR
run lamps.txt
expect look Numbered bg=228
keys ":set colour=off" Enter
expect look Numbered underline
keys ":set colour=auto" Enter
expect look Numbered bg=228
keys q
expect exit 0

# the apparatus can be left out, and comes back
run $BOOK
keys 50 % ":set apparatus=off" Enter
expect on -1 "apparatus=off"
keys ":set apparatus=on" Enter Esc
keys t
expect contains Contents
keys Esc q
expect exit 0

unset HOME
unset XDG_DATA_HOME
unset XDG_CONFIG_HOME
run lamps.txt
expect contains "no home folder"
keys q
expect exit 0
