# The mouse, if it is wanted: drags select, clicks open, the wheel scrolls.
size 80x24
env SSH_TTY /dev/pts/1
run $SMALL
keys "/frost" Enter Esc
remember page
# it is not taken unless asked for
expect mouse off
keys ":set mouse=on" Enter
expect mouse on
keys Esc
expect same page
# a drag selects; its end stays where it was left, and keys go on from there
mouse press 7 31
mouse drag 7 35
expect look liste reverse
mouse drag 8 20
mouse release 8 20
expect on -1 "SELECT  10 words"
keys y
expect clipboard "listened, mended nets, and argued about what the almanac had "
# backwards, too
mouse press 6 10
mouse drag 5 8
mouse release 5 8
keys y
expect clipboard "the first winter the room had a stove, a lamp and eleven books, and of the"
# twice on a word
mouse twice 10 10
expect on -1 "SELECT  1 word "
keys y
expect clipboard "keeper"
# a click elsewhere ends a selection
mouse press 7 31
mouse drag 7 40
mouse release 7 40
mouse click 17 60
expect absent SELECT
expect same page

# a click on a callout opens its note; on the page beside it, closes it
mouse click 6 46
expect contains "note 1 · from §1.1"
# in the pane it selects as on the page
mouse press 22 5
mouse drag 22 16
mouse release 22 16
keys y
expect clipboard "Крестьянский"
expect contains "note 1 · from §1.1"
mouse click 10 16
expect absent "note 1 · from §1.1"
# a click on a mark shows it; on several, which
keys "/potato blight" Enter his
keys Esc
mouse click 16 10
expect contains "─ yellow highlight · §1.3"
keys Esc "/potato" Enter 2 v h Esc
mouse click 16 56
expect on 1 "Marks here  2"
mouse press 3 10
mouse press 3 10
expect absent "Marks here"

# the wheel
keys Esc gg "/frost" Enter Esc
remember marked
mouse down 10 10
expect absent "1. The Lamp"
mouse up 10 10
expect same marked
keys t
mouse down 10 10
mouse press 4 10
expect look "The Lamp" reverse
mouse press 4 10
expect absent Contents
# on the workbench a press takes in hand, also by its note or the title over it,
# the wheel goes on, and pressing twice goes to its place
keys gg "/stove, a lamp" Enter his a "On the stove." Enter Esc "/nets" Enter his Esc A
mouse press 7 20
mouse release 7 20
expect cursor 7 1
mouse press 5 20
mouse release 5 20
expect cursor 4 1
mouse down 10 10
expect cursor 8 1
mouse press 3 20
mouse release 3 20
expect cursor 4 1
mouse press 20 20
mouse release 20 20
expect cursor 4 1
mouse twice 8 20
expect absent Annotations
expect contains "moderate frost"
keys Esc
# dragging over the edge goes on, line by line
keys "/frost" Enter Esc
mouse press 17 10
mouse drag 18 10
mouse drag 24 10
mouse drag 24 10
mouse drag 24 10
expect on -1 "SELECT  "
keys y
expect clipboard 50 400
# nothing while a line is typed
keys "/fr"
mouse click 6 46
expect on -1 "/fr"
keys Esc

# given back to the terminal when the reader leaves, or an editor comes
keys ":set mouse=off" Enter
expect mouse off
keys ":set mouse=on" Enter
keys q
expect exit 0
expect mouse off
# an editor has the mouse for itself meanwhile
sh "printf '#!/bin/sh\necho Seen. >\"$1\"\n' >editor; chmod +x editor"
env VISUAL ./editor
# the options file may want it; a terminal without a mouse says so
sh "mkdir -p config/izba; echo mouse=on >config/izba/options"
run $SMALL
expect mouse on
keys a
expect on -1 Noted
expect mouse on
signal TERM
expect exit TERM
expect mouse off
sh "rm config/izba/options"
term vt100
run $SMALL
keys ":set mouse=on" Enter
expect on -1 "this terminal does not tell of a mouse"
keys q
expect exit 0
