# Letters: small ones are of a book, capital ones of all.
size 80x24
env IZBA_CLOCK 2026-11-22T09:30:00Z
sh "cp '$SMALL' small.txt"
run $BOOK
keys "/had married in" Enter Esc m A
expect on -1 "Mark A set, for all books"
keys m k
expect on -1 "Mark k set"
keys gg m B m 1
expect on -1 "Marks are letters, a to z and A to Z"
keys "m'"
expect on -1 "Marks are letters"
keys q
expect exit 0
env IZBA_CLOCK 2026-11-23T09:30:00Z
run small.txt
keys "/potato" Enter v
keys m C Esc Esc
remember small
keys gg "'k"
expect on -1 "No mark k"
keys "'Z"
expect on -1 "No mark Z"
# in the same book, as a small one
keys "'C"
expect same small
# into the other book, and back
keys "'A"
expect contains "had married in"
expect on -1 "of 114"
keys Backspace
expect same small
keys L
expect contains "had married in"
# the letters of a Russian keyboard
keys "'" С
expect contains "potato"
keys "'" Ф
expect contains "had married in"
keys Backspace
# all of them, with their books
keys "g'"
screen letters
keys j Enter
expect on -1 "p. 1 of 114"
keys "'?"
expect on 1 "Letters"
keys "/small" Enter
expect on 1 "1 of 4"
keys Esc j j j Enter
expect contains potato
keys ":letters" Enter Esc
expect contains potato
# given here it is taken from there; undo gives it back
keys m A
expect on -1 "Mark A set; it was in Ten Years for Ten Hours"
keys gg "'A"
expect contains potato
keys u
expect on -1 "2 annotations changed back"
keys "'A"
expect contains "had married in"
keys "'B"
expect on -1 "p. 1 of 114"
keys q
expect exit 0
# listed by izba, exported, taken in elsewhere
sh "$IZBA list | grep -q 'bookmark A'"
sh "$IZBA export --format=json small.txt | grep -q '\"mark\": *\"C\"'"
sh "$IZBA dump >all.jsonl; mkdir other; XDG_DATA_HOME=$HOME/other $IZBA load all.jsonl >said && XDG_DATA_HOME=$HOME/other $IZBA list | grep -q 'bookmark A'"
# the same letter given on another machine, in another book, later
sh "cp -r data/izba first"
env IZBA_CLOCK 2026-11-24T09:30:00Z
env XDG_DATA_HOME $HOME/other
run small.txt
keys m B
expect on -1 "Mark B set; it was in Ten Years"
keys q
expect exit 0
env XDG_DATA_HOME $HOME/data
run $BOOK
keys m B q
expect exit 0
sh "$IZBA merge other/izba/izba.db >said"
run small.txt
keys "g'"
expect contains "'B"
keys q q
expect exit 0
# its text is gone, then its file
sh "rm -r data/izba && mv first data/izba"
sh "mkdir elsewhere && mv small.txt elsewhere/"
run $BOOK
keys "'C"
expect on -1 "small.txt: No such file or directory; what was left in it is kept"
keys q
expect exit 0
sh "sed '/potato/d; /pieces by/d; /What the village/d' elsewhere/small.txt >small.txt"
run $BOOK
keys "'C"
screen letters-gone
keys q
expect exit 0
# for hands that know less
run --map less $BOOK
keys "M'"
expect on 1 Letters
keys q q
expect exit 0
# nothing has one
sh "rm -r data/izba"
run small.txt
keys "'?"
expect contains "no place has a letter yet"
keys q q
expect exit 0
size 30x8
run small.txt
keys "'"
expect contains "? for a list"
keys Esc m D "'?"
expect contains "'D"
keys q q
expect exit 0
