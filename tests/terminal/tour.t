# The day of doc/tour.md, from a page to the exported file: its screens, what
# the editor was given, what the file holds.
size 80x25
env IZBA_CLOCK 2026-11-22T18:30:00Z
sh "cp '$BOOK' ten-years.txt && mkdir notes"
sh "printf '#!/bin/sh\ncp \"\$1\" draft.md; { echo \"Who told him of the causes? Compare the tribute lists. #rising\"; cat \"\$1\"; } >new; cat new >\"\$1\"\n' >editor; chmod +x editor"
env VISUAL "$HOME/editor"
run ten-years.txt
keys "/rising of 1731" Enter Esc
screen tour-page
# the note behind the number, with what its "Ibid." stands for
keys Tab Enter
screen tour-note
# a word, as the book itself explains it
keys Esc Esc K a
screen tour-word
keys Esc Esc
# a sentence is selected and highlighted; a note on it in the editor
keys "/rising" Enter v i s
expect on -1 "SELECT  30 words"
keys Enter
expect on -1 "Highlighted in yellow"
keys v a
expect on -1 "The note is changed"
sh "sh '$srcdir/tests/terminal/keep' draft.md tour-draft.md"
# and in the note itself, in another colour
keys Esc Esc Tab Enter v j "/his reports" Enter v "/Gmelin" Enter e
screen tour-select
keys 2 Enter Esc Esc
expect on -1 ""
screen tour-marks
keys A
screen tour-desk
keys x
expect on -1 ":export markdown ten-years.md"
keys C-u "export markdown notes/ten-years.md" Enter
expect on -1 "2 annotations"
keys q q
expect exit 0
sh "sh '$srcdir/tests/terminal/steady-ids' notes/ten-years.md >steady.md; sh '$srcdir/tests/terminal/keep' steady.md tour-export.md"
# the next day it opens at that page, whatever the file is called now
sh "mv ten-years.txt kamchatka.txt"
run kamchatka.txt
screen tour-marks
keys q
expect exit 0
