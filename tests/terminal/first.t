# The first page is there before the whole book is read; what is typed meanwhile
# is done then.
sh "sh $srcdir/tests/terminal/make-book 40 60 >lamps.txt; mkfifo go"
run lamps.txt
remember whole
keys Space
remember second
keys Space C-d j j k
remember lower
keys q
expect exit 0

env IZBA_SYNC 2
program $HELD
run lamps.txt
expect row -1 " Reading the book …"
expect row 3 "    The Book of Numbered Lamps"
# it is sized like any page
resize 60x12
expect row -1 " Reading the book …"
resize 80x24
expect row 3 "    The Book of Numbered Lamps"
keys / Esc
expect row -1 " Reading the book; what you typed is done then …"
sh "echo >go"
expect same whole
keys Space
expect same second
keys q
expect exit 0
# its pages are turned, until the end of what is there
run lamps.txt
keys Space
expect row -1 " Reading the book …"
expect on 3 "1. Chapter of the 1th Lamp"
keys Space C-d j j k
expect row -1 " Reading the book …"
sh "echo >go"
expect same lower
keys b b g g
expect same whole
keys q
expect exit 0
sh "sed 's/^[0-9]*[.] /# /' lamps.txt >lamps.md"
run lamps.md
keys Space Space Space Space Space Space Space Space Space Space Space Space
keys Space Space Space Space Space Space Space Space Space Space Space Space
expect row -1 " Reading the book; what you typed is done then …"
sh "echo >go"
expect on -1 "p. 25 of"
keys q
expect exit 0

# left before the whole is there: by the key, by C-c, by signals
run lamps.txt
keys q
expect exit 0
run lamps.txt
keys C-c
expect exit 0
run lamps.txt
signal TERM
expect exit TERM
run lamps.txt
hangup
expect exit HUP
# after another key it is one for the whole book
run lamps.txt
keys / q
expect row -1 " Reading the book; what you typed is done then …"
sh "echo >go"
expect on -1 "/q"
keys Esc q
expect exit 0
# on a single row there is no room to say so
size 40x1
run lamps.txt
expect on 1 "The Book of Numbered"
keys q
expect exit 0

# the whole can't be read after all
size 80x24
env FAIL 1
run lamps.txt
sh "echo >go"
expect exit 3
unset FAIL

# izba itself: the same screens whether its first page was shown or not, kept
# and on the shelf even if it is left at once
program $IZBA
sh "touch -d '1 hour ago' lamps.txt; rm -rf data/izba cache/izba"
run lamps.txt
keys q
expect exit 0
sh "ls cache/izba/*.book >/dev/null; $IZBA library | grep -q lamps.txt"
sh "rm -rf data/izba cache/izba"
run lamps.txt
keys Space
expect same second
keys g g
expect same whole
keys q
expect exit 0
# read before, it is shown where it was left, not at its beginning
run lamps.txt
keys Space q
expect exit 0
sh "rm -rf cache/izba"
run lamps.txt
expect same second
keys q
expect exit 0
# nowhere to keep it: it is read after its first page all the same
sh "rm -rf data/izba cache/izba; : >cache/izba"
run lamps.txt
keys Space
expect same second
keys q
expect exit 0
