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

# what is said names the keys of the map in use: less's u is half a page up
sh "rm config/izba/keys"
run --map less $BOOK
keys B B
expect row -1 " Bookmark deleted; U brings it back"
keys U
expect on -1 "Bookmark restored"
keys B q
expect exit 0
# and so do the feet of lists and panes, the selection, the workbench
sh "printf 'unmap list,pane,desk,select <Esc>\nunmap pane,desk q\nmap list <C-s> item-filter\nunmap list /\nmap pane,desk x X close\nunmap desk x\nunmap pane g <Enter>\nmap select X close\nunmap read,select v\nunmap select V\nmap read,select V select\nmap desk x X close\n' >config/izba/keys"
run $BOOK
keys t
expect row -1 " Enter go · C-s filter · q close"
keys q A
expect row 2 " nothing is marked yet: V selects, B bookmarks, a notes"
keys x X "/rising of 1731" Enter Esc Tab Enter
expect row -1 " x X close · Tab next link"
keys x X V
expect on -1 "SELECT  w e ) more · i s sentence · V only move"
keys e
expect row -1 " SELECT  1 word  Enter highlight (1-6: colour) · a note · y copy · X end"
keys X q
expect exit 0
sh "rm config/izba/keys"
