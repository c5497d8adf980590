# Stopped by C-z and gone on with by fg, itself and its editor, in a shell that
# has job control; the window may have another size by then.
sh "$srcdir/tests/terminal/make-book 6 30 >lamps.txt"
sh "printf '#!/bin/sh\nset -m\n\"\$IZBA\" lamps.txt\nstty rows 16 cols 60\nfg >fg.out\nwhile [ $? -gt 128 ]; do stty rows 24 cols 80; fg >fg.out; done\n' >shell; chmod +x shell"
program ./shell
run
keys Space C-z
expect on 16 "p. 2 of"
expect row 24 ""
keys j C-z
expect on -1 "p. 2 of 67"
# while something is typed, too
keys :set C-z
expect row -1 ":set"
keys C-l Esc f C-z Esc
keys q
expect exit 0

# an editor is stopped as well, and izba with it: the shell is not left waiting
sh "printf '#!/bin/sh\nkill -TSTP 0\ngrep SigIgn /proc/self/status >ignored\necho Stopped once. >\"$1.new\"; cat \"$1\" >>\"$1.new\"; mv \"$1.new\" \"$1\"\n' >editor; chmod +x editor"
env EDITOR ./editor
run
keys a
expect on 16 "Noted"
expect on 5 "✎"
keys q
expect exit 0
# nor does it take from izba that signals are ignored
sh "test ! -s ignored || grep -q ' *0*$' ignored"

# a size that changed while an editor had the terminal
sh "printf '#!/bin/sh\nstty rows 16 cols 60\necho Smaller. >\"$1\"\n' >editor"
program $IZBA
run lamps.txt
keys a
expect on 16 "Noted"
keys Space
expect on 16 "p. 3 of"
expect row 24 ""
keys q
expect exit 0
