# The shelf: the books that were read, filtered, sorted, opened in place of the
# one that is read.
size 80x24
env IZBA_CLOCK 2026-11-20T09:30:00Z
sh "printf -- '---\ntitle: Lamps\nauthor: Ada Lake\ndate: 1911\npublisher: Pond Press\nseries: Rooms, 10\n---\n\n# One\n\nA lamp burned in the room.\n' >lamps.md"
sh "printf -- '---\ntitle: Альманах\nauthor: Иван Белов\ndate: 1899\nseries: Rooms, 9\n---\n\n# Раз\n\nСнег лежал до мая.\n' >almanac.md"
run lamps.md
keys s
expect row 1 " Shelf  1"
expect row 2 " • Lamps (Rooms 10) · Ada Lake                                   0%  2026-11-20"
expect cursor 2 1
expect row -1 " Enter open · / filter · s sort · Esc close"
# the present one is only gone back to
keys Enter
expect contains "A lamp burned"
keys B q
expect exit 0
env IZBA_CLOCK 2026-11-21T09:30:00Z
run almanac.md
keys V h Esc q
expect exit 0
env IZBA_CLOCK 2026-11-22T09:30:00Z
run $BOOK
keys Space Space Space s
expect row 1 " Shelf  3"
expect cursor-on " • Ten Years"
screen shelf
# words of titles, authors, dates and names of files; in the wrong layout too
keys "/ada lake" Enter
expect row 1 " Shelf  /ada lake  1 of 3"
expect on 2 "Lamps"
keys Esc
expect row 1 " Shelf  3"
keys "/,tkjd" Enter
expect on 1 "1 of 3"
expect on 2 "Альманах"
keys Esc "/ТЕН ыувые" Enter
expect contains "nothing fits"
keys Esc
# orders, each with the next key or by name
keys s
expect row 1 " Shelf · by author  3"
expect on -1 "Sorted by: author"
expect on 2 "Lamps"
keys ":sort title" Enter
expect on 2 "Lamps"
expect on 3 "Ten Years"
expect on 4 "Альманах"
keys ":sort size" Enter
expect on -1 "the shelf is sorted by opened, author, title, date or series"
keys ":sort series" Enter
screen shelf-series
keys Esc s
expect on 1 "by series"
keys ":shelf opened" Enter
expect row 1 " Shelf  3"
# a book opened from here is where it was left, with the way back
keys "/белов" Enter Enter
expect contains "Снег лежал"
expect on -1 "▌1"
keys Backspace
expect on -1 "p. 4 of"
keys L
expect contains "Снег лежал"
keys s
expect cursor-on " • Альманах"
keys Esc
# a file that is gone, one that was never here
sh "rm lamps.md"
keys s
expect contains "gone  2026-11-20"
keys "/lamps" Enter Enter
expect on -1 "lamps.md: No such file or directory; what was left in it is kept"
expect on 1 "Shelf  /lamps"
keys Esc Esc
expect contains "Снег лежал"
# sort elsewhere
keys t s
expect on -1 "sort is for the workbench and the shelf"
keys Esc q
expect exit 0
sh "$IZBA dump >all.jsonl && rm -r data/izba"
run almanac.md
keys ":shelf" Enter
expect row 1 " Shelf  1"
keys Esc q
expect exit 0
sh "$IZBA load all.jsonl >said"
run almanac.md
keys ":shelf" Enter
expect row 1 " Shelf  3"
expect contains "away"
keys "/lamps" Enter Enter
expect on -1 "It was never opened on this machine: izba FILE opens it"
keys Esc Esc q
expect exit 0

# in any size
size 40x10
run almanac.md
keys s
screen shelf-small
resize 200x50
expect contains "▕··········▏"
expect row -1 " Enter open · / filter · s sort · Esc close"
resize 20x6
expect on 3 "• Альмана"
keys Esc q
expect exit 0
size 80x24
term vt100
env LC_ALL C
run almanac.md
keys s
expect on 3 "* Al"
keys Esc q
expect exit 0
env LC_ALL C.UTF-8
term xterm-256color

# with the mouse: chosen, then opened
run $BOOK
keys ":set mouse=on" Enter s
mouse click 3 10
expect cursor 3 1
mouse click 3 10
expect contains "Снег лежал"
keys q
expect exit 0

# books of one name are told apart by their files
sh "cp '$srcdir/books/ten-years.epub' ."
run ten-years.epub
keys s
expect contains " • Ten Years for Ten Hours · ten-years.epub · "
expect contains "   Ten Years for Ten Hours · ten-years.txt "
keys q q
expect exit 0
sh "rm ten-years.epub"

# a store that can't be opened
sh "cp -r data/izba good && printf 'this is no database, but a line of text about lamps\n' >data/izba/izba.db"
run almanac.md
keys n s
expect row 1 " Shelf  1"
expect contains "Only what was opened in this sitting: "
keys Esc q
expect exit 0
# a newer izba's, without a book
sh "rm -r data/izba; head -1 all.jsonl >none.jsonl; $IZBA load none.jsonl >said"
sh "printf '\\0\\0\\0\\143' | dd of=data/izba/izba.db bs=1 seek=60 conv=notrunc 2>/dev/null"
run almanac.md
keys s
expect row 1 " Shelf  0"
expect contains "no book is on the shelf yet"
keys Enter Esc q
expect exit 0
sh "rm -r data/izba && mv good data/izba"

# other hands: info's s is its search, its d the directory
run --map info almanac.md
keys d
expect row 1 " Shelf  4"
keys q s
expect row -1 "/"
keys Esc q
expect exit 0
run --map less almanac.md
keys s
expect row 1 " Shelf  4"
keys q q
expect exit 0
run --map vi almanac.md
keys s
expect row 1 " Shelf  4"
keys q q
expect exit 0
