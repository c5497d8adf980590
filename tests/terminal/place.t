# The reading place: kept at every page turn, through every way to end.
sh "$srcdir/tests/terminal/make-book 6 30 >lamps.txt"
run lamps.txt
keys Space Space Space
remember three
keys q
expect exit 0
run
expect same three
keys Space
remember four
signal KILL
expect exit KILL
run lamps
expect same four
keys Space Space
remember six
signal HUP
expect exit HUP
run numbered LAMPS
expect same six
keys b
remember five
signal TERM
expect exit TERM
# the file has moved: it is the same book
sh "mv lamps.txt else.txt"
run else.txt
expect same five
keys q
expect exit 0
# words that name nothing, a file that is gone, and the program goes on
sh "! $IZBA no such thing 2>said; grep -q 'no such thing' said"
sh "mv else.txt gone.txt; ! $IZBA 2>said; grep -q 'is gone' said"
