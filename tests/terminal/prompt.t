# The command line: editing, completion, history; options; help.
sh "$srcdir/tests/terminal/make-book 6 30 >lamps.txt"
run lamps.txt
remember start
keys :
expect cursor 24 2
keys "page 2" C-a C-k "pag" Tab
expect on -1 ":page"
keys Esc
expect same start
keys ":set meas" Tab "=40" Enter
expect on -1 "measure=40"
keys ":set measure=5" Enter
expect on -1 "measure is from"
keys ":set nothing" Enter
expect on -1 "no option"
keys ":set measure&" Enter Esc
expect same start
# the lines typed come back
keys : Up
expect on -1 ":set measure&"
keys Up Up
expect on -1 ":set measure=5"
keys Down
expect on -1 ":set nothing"
keys Esc
# Cyrillic is typed as it is here, and pasted text is taken
keys ": жук"
expect on -1 ": жук"
keys Backspace Backspace
expect on -1 ": ж"
keys C-u Paste "page 2" Pasted
expect on -1 ":page 2"
keys Enter
expect on -1 "p. 2 of"
# what stands behind the cursor stays when a word is completed; S-Tab goes back
keys ": measure=60" C-a "se" Tab
expect on -1 ":section-next measure=60"
keys Tab Tab
expect on -1 ":search measure=60"
keys S-Tab
expect on -1 ":section-prev measure=60"
keys C-w "set" Enter
expect on -1 "measure=60"
keys ":set measure&" Enter
# as much as anybody pastes is shown at once, and more is refused aloud
keys :
paste "шерсть и лампа " 600
expect on -1 "шерсть и лампа"
paste "шерсть и лампа " 600
expect on -1 "(too long)"
keys Left
expect on -1 "и лампа"
keys Esc
# a letter of two bytes may come in two pieces, and what is none is left out
keys :
trickle "жук 漢字"
expect on -1 ":жук 漢字"
trickle "\xd0x\xff"
expect on -1 ":жук 漢字x"
keys Esc
# the end of what was pasted may come in pieces
keys ":" Paste "page 2" Esc
keys "[201~"
expect on -1 ":page 2"
keys Enter
expect on -1 "p. 2 of"
keys ":nonsense" Enter
expect on -1 "No command nonsense"
keys ":page" Enter
expect on -1 "wants an argument"
keys q
expect exit 0
# and are still there the next time
run lamps.txt
keys : Up
expect on -1 ":page"
keys Esc F1
expect contains "Turning pages"
expect contains "next page"
keys G
expect contains "leave; the place is kept"
keys Esc =
expect on -1 "§1 · Chapter of the 1th Lamp · p. 2 of 67"
keys q
expect exit 0
