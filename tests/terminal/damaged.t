# A damaged store is said, and its backup taken if the reader wants that.
size 190x24
sh "$srcdir/tests/terminal/make-book 4 20 >lamps.txt"
run lamps.txt
keys Space his
expect on -1 "Highlighted"
keys q
expect exit 0
sh "test -f data/izba/izba.db.backup-*"
sh "printf XXXXXXXXXXXXXXXX | dd of=data/izba/izba.db conv=notrunc 2>/dev/null"
run lamps.txt
expect on -1 "The store is damaged.  Use the backup of "
expect on -1 "(1 mark)?  y n"
keys n
expect on -1 "left as it is"
# one goes on reading, and marking
keys Space Space his
expect contains "1 mark is in memory only"
keys ":recover" Enter
expect on -1 "Use the backup of"
keys y
expect contains "is in place"
keys Space
expect on -1 "▌2"
expect absent "unsaved"
keys q
expect exit 0
sh "test -f data/izba/izba.db.damaged-*"
run lamps.txt
keys Space
expect on -1 "▌2"
keys q
expect exit 0
# without a backup it is said, and nothing is done to the file
sh "rm data/izba/izba.db.*; printf XXXXXXXXXXXXXXXX | dd of=data/izba/izba.db conv=notrunc 2>/dev/null; cp data/izba/izba.db bad.db"
run lamps.txt
expect contains "no whole backup"
keys ":recover" Enter
expect contains "no whole backup"
keys q
expect exit 0
sh "cmp data/izba/izba.db bad.db"
