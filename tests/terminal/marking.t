# Marks: selected from the keyboard, coloured, noted, undone; and kept.
size 80x24
run $BOOK
keys "/had married in" Enter Esc
remember clean
# by sentence, from the page; then all of it taken back and done again
keys v
expect on -1 "SELECT"
keys Esc
keys his
expect on -1 "Highlighted in yellow"
expect contains "▌"
keys u
expect on -1 "Highlight removed, §6"
keys Space b
expect same clean
keys C-r
expect on -1 "Highlight restored, §6"
keys u u
expect on -1 "Nothing to undo"
# by motions, over the page's end, in a colour
keys v w w e
expect on -1 "SELECT  "
keys } } } } w
expect on -1 "SELECT  "
keys o o 4 Enter
expect on -1 "Highlighted in green"
keys A
expect row 1 " Annotations · this book                                                      1"
keys c
expect on -1 blue
keys d
expect on -1 "Deleted; u brings it back"
expect contains "nothing is marked yet"
keys u
expect on -1 "Highlight restored"
keys u
expect on -1 "Highlight changed back"
keys q u
expect on -1 "Highlight removed"
# lines, the other end, a word, a character looked for
keys V j j
expect on -1 "SELECT  "
keys Esc v i w
expect on -1 "SELECT  1 word "
keys Esc v f e
expect on -1 "SELECT  "
keys y
expect on -1 "bytes written to "
# the same on a Russian keyboard: v e h
keys м м у р
expect on -1 "Highlighted in"
keys г
expect on -1 "Highlight removed"
# a note in a line; then changed; a bookmark; a letter
keys v i s a "Who told it?" Enter
expect on -1 Noted
keys B
expect on -1 Bookmarked
expect contains "▌"
keys m k
expect on -1 "Mark k set"
keys Esc
remember marked
keys G ' k
expect same marked
keys A
expect row 1 " Annotations · this book                                                      3"
expect contains "Who told it?"
keys /told Enter
expect on 1 "1 of 3"
keys a " Nobody." Enter
expect on -1 "The note is changed"
expect contains "Who told it? Nobody."
keys u
expect on -1 "Note changed back"
expect absent "Nobody."
keys Esc Esc B
expect on -1 "Bookmark deleted"
keys q
expect exit 0

# killed at once after a mark: the mark is there
run $BOOK
keys gg "/had married in" Enter Esc v i p 5 Enter
expect on -1 "Highlighted in blue"
signal KILL
expect exit KILL
run $BOOK
keys A
expect row 1 " Annotations · this book                                                      3"
keys Esc v w 1 Enter
expect on -1 "Highlighted in pink"
# once it rested, the file alone has the mark, whatever becomes of the WAL
keys Esc
signal KILL
expect exit KILL
sh "test -e data/izba/izba.db-wal && rm -f data/izba/izba.db-wal data/izba/izba.db-shm"
run $BOOK
keys A
expect row 1 " Annotations · this book                                                      4"
keys Esc
signal HUP
expect exit HUP
run $BOOK
keys A
expect row 1 " Annotations · this book                                                      4"
# on another screen they are the same, and can be gone to
resize 40x10
keys G Enter
expect contains "▌"
resize 120x40
expect contains "▌"
keys q
expect exit 0

# an editor writes the note; one that fails, or an empty note, changes nothing
sh "printf '#!/bin/sh\necho Compare with the log. >\"$1\"\n' >editor; printf '#!/bin/sh\nexit 3\n' >fails; printf '#!/bin/sh\n: >\"$1\"\n' >empties; chmod +x editor fails empties; rm -rf data/izba"
env EDITOR ./editor
size 80x24
run $BOOK
keys "/had married in" Enter Esc v i w a
expect on -1 Noted
keys A
expect contains "Compare with the log."
keys q q
expect exit 0
env EDITOR ./fails
run $BOOK
keys v w a
expect on -1 "Nothing changed"
keys Esc q
expect exit 0
env EDITOR ./empties
run $BOOK
keys v w a
expect on -1 "An empty note is none"
keys Esc A
expect row 1 " Annotations · this book                                                      1"
keys a
expect on 1 "Annotations · this book"
keys q q
expect exit 0

# the shape of a highlight does not need colours
env NO_COLOR 1
term vt100
unset EDITOR
run $BOOK
keys "/had married in" Enter his
expect contains "▌"
keys A
# the sentence of the hit that the search stands on
expect contains "They had married in"
keys c d u q q
expect exit 0

# what is marked in a note is seen at the foot of the page, too
unset NO_COLOR
term xterm-256color
run $BOOK
keys "/need not be connected" Enter Esc "/need not be connected" Enter 3 his
expect on -1 "Highlighted in yellow"
keys "/been twelve thousand" Enter Esc
expect contains "────────────"
expect look "need not be connected" bg=228
# and in the pane
keys ":set notes=end" Enter "/been twelve thousand" Enter Esc
expect absent "need not be connected"
keys Tab Enter
expect look "need not be connected" bg=228
keys Esc
keys q
expect exit 0

# a cursor without a selection stands for its word
size 80x24
run $BOOK
keys "/overture" Enter v h
expect on -1 "ighlighted"
keys A
expect contains "  overture"
keys Esc q
expect exit 0
