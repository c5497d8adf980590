# A compiled book is kept and mapped the next time: the same screens, the same
# answers; what happens to the folder matters to nobody.
sh "sh $srcdir/tests/terminal/make-book 40 60 >lamps.txt; touch -d '1 hour ago' lamps.txt"
run lamps.txt
remember first
keys Space Space Space
remember third
keys q
expect exit 0
sh "ls cache/izba/*.book >/dev/null"
sh "$IZBA inspect --json --blocks lamps.txt >kept.json"
sh "XDG_CACHE_HOME=$HOME/none $IZBA inspect --json --blocks lamps.txt >fresh.json; cmp kept.json fresh.json"
run lamps.txt
expect same third
keys g g
expect same first
keys Space Space Space
expect same third
keys q
expect exit 0
# damaged, and made again
sh "printf XX | dd of=`ls cache/izba/*.book` bs=1 seek=4000 conv=notrunc 2>/dev/null"
run lamps.txt
expect same third
keys q
expect exit 0
sh "XDG_CACHE_HOME=$HOME/none $IZBA inspect --json lamps.txt >fresh.json; $IZBA inspect --json lamps.txt | cmp - fresh.json"
# a folder that can't be written is no reason not to read
sh "$IZBA library --clean-cache | grep -q 'MB of compiled books deleted'; ! ls cache/izba/*.book 2>/dev/null"
sh "rm -rf cache/izba; : >cache/izba"
run lamps.txt
expect same third
keys q
expect exit 0
sh "$IZBA library | grep -q 'read to'; $IZBA library --json | grep -q '\"missing\":false'"
sh "mv lamps.txt gone.txt; $IZBA library | grep -q '(gone)'"
