# The workbench: what is marked in this book, sifted, sorted, changed, undone.
size 80x24
env IZBA_CLOCK 2026-11-22T09:30:00Z
run $BOOK
keys A
expect contains "nothing is marked yet: v selects, B bookmarks, a notes"
keys / x Enter Esc
expect contains "nothing is marked yet"
keys Esc
# something of everything
keys "/had married in" Enter his
expect on -1 "Highlighted in yellow"
keys "/need not be connected" Enter 4 his
expect on -1 "Highlighted in green"
keys B
expect on -1 "Bookmarked"
keys gg Space Space a "Compare with the log of the Yakutsk" Enter
expect on -1 "Noted"
keys A
expect row 1 " Annotations · this book                                                      4"
expect on 2 "yellow 1  green 2  ⚑ 1"
expect look "green" bg=157
expect on -1 "Enter go · e edit"
screen desk
remember all
# sifting as one types
keys /married
expect on 1 "/married"
expect on 1 "1 of 4"
expect look "married" bold
keys C-u "c:green"
expect on 1 "2 of 4"
expect row 2 " green 2"
keys C-u green
expect on 1 "2 of 4"
keys C-u "kind:note"
expect on 1 "1 of 4"
expect contains "Compare with the log"
keys C-u "since:2026-11-23"
expect on 1 "0 of 4"
expect contains "nothing fits: Esc shows all again"
keys C-u "since:202"
expect contains "since: wants 2026-11-01"
keys C-u "on:2026-11-22 -kind:bookmark"
expect on 1 "3 of 4"
# with the other layout on
keys C-u ьфккшув
expect on 1 "1 of 4"
# completed
keys C-u "col" Tab Enter
expect on 1 "colour:pink"
expect on 1 "0 of 4"
keys Esc
expect same all
# one colour after the other, and all again
keys Tab
expect on 1 "/colour:yellow  "
expect on 1 "1 of 4"
keys Tab
expect on 1 "/colour:green"
keys Tab
expect same all
# orders
keys s
expect on -1 "Sorted by: newest"
expect on 2 "newest"
expect contains " 2026-11-22"
keys ":sort colour" Enter
expect on 3 " yellow"
expect contains " bookmarks"
keys ":sort kin" Enter
expect contains " highlights"
keys ":sort weight" Enter
expect on -1 "sort wants book, newest"
keys ":sort book" Enter G
# what is in hand: recoloured, restyled
keys "/married" Enter Esc
expect cursor-on "  ▌ §6.2"
keys c
expect on -1 "green"
keys 1 c
expect on -1 "pink"
keys 7 c
expect on -1 "The colours are 1 pink"
keys ":recolour purple" Enter
expect on -1 "purple"
expect on 2 "green 2  purple 1"
keys 2 S
expect on -1 "underline"
keys S
expect on -1 "strikethrough"
keys ":style wavy" Enter
expect on -1 "The styles are 1 solid"
# tagged
keys "#" "sea №log" Enter
expect on -1 "The tags are changed"
expect contains "#log #sea"
keys "/#lo" Enter
expect on 1 "1 of 4"
keys Esc
keys ":tag +ship -sea" Enter
expect contains "#log #ship"
keys "#" C-u "s" Tab
expect on -1 "tags: ship"
keys C-c
# noted, in a line
keys E "Not before spring." Enter
expect on -1 "The note is changed"
expect contains "✎ Not before spring."
keys E C-u Enter
expect on -1 "The note is taken away; u brings it back"
expect absent "Not before spring."
keys u
expect on -1 "Highlight changed back, §6"
expect contains "✎ Not before spring."
# read in full
keys l
expect contains "    ✎ Not before spring."
expect contains "#log #ship"
expect contains "purple, strikethrough · made 2026-11-22, changed 2026-11-22"
keys l
expect absent "strikethrough"
# deleted, and all of it undone step by step, and done again
keys d
expect on -1 "Deleted; u brings it back"
expect on 1 "  3"
keys u
expect on -1 "Highlight restored"
expect cursor-on "  ─ §6.2"
remember changed
keys 8 u
expect on -1 "Highlight changed back"
expect look "yellow" bg=228
expect absent "#"
keys 4 u u
expect on -1 "Nothing to undo"
expect contains "nothing is marked yet"
keys 4 C-r
expect on 1 "  4"
keys q q
expect exit 0

# after a restart it can be undone still
run $BOOK
keys A u
expect on -1 "Note removed"
keys u
expect on -1 "Bookmark removed"
keys 2 C-r
expect on 1 "  4"
keys C-r
expect on -1 "Highlight changed again"
# going there and back; the list opens where it was left
keys "/married" Enter Enter
expect contains "They had married in the spring"
keys A
expect on 1 "/married"
expect cursor-on "  ▌ §6.2"
keys Esc q
# the page's keys mean what was gone to
keys ":recolour purple" Enter
expect on -1 "purple"
keys u Backspace
expect on -1 "p. 3 of"
# the keys of the other layout: A, c, u, q
keys Ф с
expect on -1 "blue"
keys г
expect on -1 "changed back"
keys й q
expect exit 0
