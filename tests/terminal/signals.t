# The terminal is given back however the program ends, and undo outlives page
# turns.
sh "$srcdir/tests/terminal/make-book 6 30 >lamps.txt"
run lamps.txt
keys Space
signal ABRT
expect exit ABRT
run lamps.txt
keys Space
signal INT
keys Space
expect contains Lamp
keys q
expect exit 0
run lamps.txt
keys B j k
expect contains ⚑1
keys Space u j k
expect absent ⚑
keys q
expect exit 0
# A note that is being typed when the line drops is kept as far as it goes.
run lamps.txt
keys g a "half a no"
hangup
expect exit HUP
run lamps.txt
keys A
expect contains "half a no"
keys g a "te" C-u
hangup
expect exit HUP
run lamps.txt
keys A
expect contains "half a no"
keys d q q
expect exit 0
# A line that drops ends the program at once, and the place is kept.
run lamps.txt
keys Space Space
remember left
hangup
expect exit HUP
run lamps.txt
expect same left
keys q
expect exit 0
