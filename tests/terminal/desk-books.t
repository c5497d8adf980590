# The workbench over all books: what was left in others is found, gone to and
# changed from the one that is read.
size 80x24
env IZBA_CLOCK 2026-11-22T09:30:00Z
sh "cp '$SMALL' small.txt"
run $BOOK
keys "/had married in" Enter his Esc
keys "/need not be connected" Enter 4 his Esc
keys gg B Space Space
expect on -1 "p. 3 of"
keys q
expect exit 0
env IZBA_CLOCK 2026-11-23T09:30:00Z
run small.txt
keys A A
expect on 1 "Annotations · all books"
expect on 1 "  3"
keys Esc "/potato blight" Enter his Esc
keys A
expect on 1 "all books"
expect on 1 "  4"
keys A
expect on 1 "this book"
expect on 1 "  1"
keys Esc ":annotations all" Enter
expect on 1 "all books"
expect on 1 "  4"
screen desk-books
# by the title of a book, too
keys "/ten years" Enter
expect on 1 "3 of 4"
keys Esc
# into the other book, and back to where it was gone from
keys Esc gg
remember small
keys A "/married" Enter Enter
expect contains "They had married in the spring"
expect on -1 " of 114"
keys Backspace
expect same small
keys L
expect contains "They had married in the spring"
keys Backspace
expect same small
# the list opens where it was left, in whichever book
keys A
expect on 1 "/married"
expect cursor-on "  ▌ §6.2"
keys Esc
# changed from here: colour, tag, note, deleted, undone
keys 5 c
expect on -1 "blue"
keys "#" sea Enter
expect contains "#sea"
keys E "From another book." Enter
expect contains "✎ From another book."
keys l
expect contains "blue, solid · made 2026-11-22, changed 2026-11-23"
expect contains "§6.2  The Lieutenant’s Wife"
keys l d
expect on -1 "Deleted"
expect absent "§6.2"
keys u
expect on -1 "Highlight restored, in another book"
expect cursor-on "  ▌ §6.2"
keys 3 u
expect on -1 "changed back, in another book"
expect absent "#sea"
expect on 2 "yellow 2  green 1"
keys 3 C-r
expect contains "✎ From another book."
# several of several books
keys + 2 c
expect on -1 "3: orange"
keys u
expect on -1 "3 annotations changed back"
keys -
# orders name the book of each
keys ":sort newest" Enter
expect contains " 2026-11-23"
expect contains " 2026-11-22"
expect contains "#sea  Ten Years for Te…"
expect contains "  The Small Book"
keys ":sort book" Enter
# the trash of all books
keys "/married" Enter d Esc T
expect on 1 "Trash · all books"
expect contains "Ten Years for Ten Hours"
expect on 1 "  1"
keys r T
expect on 1 "  4"
keys q q
expect exit 0

# what another izba does is seen at the next key
run small.txt
keys A A "/married" Enter d Esc
expect on 1 "  3"
sh "$IZBA trash --restore $($IZBA trash --json | tr , '\n' | grep uuid | cut -d: -f2 | tr -dc a-f0-9-)"
keys j
expect on 1 "  4"
keys q q
expect exit 0

# a glance at another book does not move the place where it was left
run $BOOK
expect on -1 "p. 3 of"
keys q
expect exit 0

# a file that is gone says so, and what was left in it stays
sh "rm small.txt"
run $BOOK
keys A A "/potato" Enter Enter
expect on -1 "small.txt: No such file or directory; what was left in it is kept"
expect on 1 "all books"
keys c
expect on -1 "green"
keys Esc Esc q
expect exit 0

# each in its own encoding
sh "cp '$SMALL' small.txt; printf 'Note\n\n\xcf\xf0\xe8\xe2\xe5\xf2 \xe8\xe7 \xea\xed\xe8\xe3\xe8.\n' >old.txt"
run --encoding windows-1251 old.txt
expect contains "Привет из книги."
keys "/книги" Enter his Esc q
expect exit 0
run small.txt
keys A A "/книги" Enter Enter
expect contains "Привет из книги."
expect contains "▌"
keys Backspace
expect contains "The Small Book"
keys q
expect exit 0
