# What can't be written is kept in memory, said at once, saved elsewhere, and
# not left behind unasked.
size 190x24
sh "$srcdir/tests/terminal/make-book 4 20 >lamps.txt"
run lamps.txt
keys his
expect on -1 "Highlighted"
keys q
expect exit 0
# a newer izba's store can only be read
sh "dd if=data/izba/izba.db of=version bs=1 skip=60 count=4 2>/dev/null"
sh "printf '\\0\\0\\0\\143' | dd of=data/izba/izba.db bs=1 seek=60 conv=notrunc 2>/dev/null"
run lamps.txt
expect contains "newer izba"
keys Space
expect on -1 "▌1"
keys his
expect contains "1 mark is in memory only; :write-to FILE saves it"
expect contains "▌"
keys b Space
expect on -1 "1 unsaved"
expect on -1 "▌2"
keys q
expect on -1 "Leave them behind?  y n"
keys n
expect on -1 "Still here"
keys ":write-to lamps.txt" Enter
expect on -1 "holds something else"
keys ":write-to no/such/folder" Enter
expect on -1 "no/such"
keys ":write-to marks.jsonl" Enter
expect on -1 "1 mark is in marks.jsonl; izba load takes it in"
# one more is said again, and asked about again
keys Space his
expect contains "2 marks are in memory only"
keys u
expect on -1 "Highlight removed"
keys Space
expect on -1 "1 unsaved"
keys b his
expect contains "2 marks are in memory only"
keys ":write-to ~/marks.jsonl" Enter
expect contains "izba load"
keys q
expect exit 0
sh "test $(grep -c annotation marks.jsonl) -ge 1"
run lamps.txt
keys Space
expect on -1 "▌1"
keys his q y
expect exit 0
# a line that drops: they go to a file of their own
run lamps.txt
keys Space Space his
expect contains "in memory only"
signal TERM
expect exit TERM
sh "test $(cat izba-unsaved-*.jsonl | grep -c annotation) = 1"
# and all of it can be taken in by the store that can be written again
sh "dd if=version of=data/izba/izba.db bs=1 seek=60 conv=notrunc 2>/dev/null"
sh "$IZBA load marks.jsonl izba-unsaved-*.jsonl"
run lamps.txt
keys Space
expect on -1 "▌4"
keys ":write-to more.jsonl" Enter
expect on -1 "All marks are on the disk"
# what another izba writes is seen at the next key
sh "$IZBA dump >all.jsonl; sed 's/\"uuid\":\"......../\"uuid\":\"00000000/' all.jsonl >other.jsonl"
sh "$IZBA load other.jsonl >/dev/null"
keys Space
expect on -1 "▌8"
keys ":recover" Enter
expect on -1 "The store is not damaged"
keys q
expect exit 0
