# Selecting: with search, across pages and sections, in the pane of a note.
size 80x24
env SSH_TTY /dev/pts/1
run $SMALL

# every motion, with its clipboard as the witness
keys "/listened" Enter Esc "/listened" Enter v v 2 e y
expect clipboard "listened, mended"
keys v v f d ; y
expect clipboard "listened, mend"
keys v v f d ; , y
expect clipboard "listened"
keys v v t d y
expect clipboard "listene"
keys v v ) y
expect clipboard "listened, mended nets, and argued about what the almanac had meant by a moderate frost.\nT"
keys v i w y
expect clipboard "listened"
keys v 3 i w y
expect clipboard "listened, mended nets"
keys v v o b b y
expect clipboard "could not, l"
keys v v 0 y
expect clipboard "aloud; whoever could not, l"
keys v v $ y
expect clipboard "listened, mended nets, and argued about what"

# a search moves the end of the selection, as it is typed; Esc puts it back
keys v v "/nets"
expect look mended reverse
keys Esc y
expect clipboard "l"
keys "/listened" Enter v v "/moderate" Enter
expect look "the almanac had" reverse
keys y
expect clipboard "listened, mended nets, and argued about what the almanac had meant by a m"
keys "/listened" Enter v v "?lamp" Enter y
expect clipboard "lamp and eleven books, and of the eleven four were the same almanac.¹ Whoever could read, read aloud; whoever could not, l"
keys "/almanac" Enter v v n
keys y
expect clipboard "almanac.¹ Whoever could read, read aloud; whoever could not, listened, mended nets, and argued about what the a"
keys Esc

# over pages and sections, by turning them; the other way round too
keys gg "/izbach" Enter v v Space Space
expect on -1 "SELECT  "
expect on 1 "Notes"
keys ]
expect on 1 "2  The Stove"
keys y
expect clipboard 830 830
keys "/izbach, wrote" Enter v v C-f C-b y
expect clipboard 20 900
keys v v G
expect contains "the most read book of the"
keys y
expect clipboard 1500 4000
keys "/smoked" Enter v v gg h
expect on -1 "Highlighted in yellow"
expect contains "▌ The Small Book"
keys u Esc
keys "/listened" Enter v v ":goto 2.1" Enter
expect on -1 "SELECT  "
keys Esc m x G "/river" Enter v v ' x
expect on -1 "SELECT  "
keys Esc

# the same in the pane of a note: a caret, words, search, the whole text
keys "/a lamp and" Enter Esc Tab Enter
expect contains "note 1 · from §1.1"
keys v
expect on -1 "CARET"
expect cursor-on "Крестьянский календарь на 1923 год, М., 1922 [The Peasant Calendar for"
keys v i w y
expect clipboard "Крестьянский"
keys v v "/Peasant" Enter e y
expect clipboard "Крестьянский календарь на 1923 год, М., 1922 [The Peasant"
keys v v j y
expect clipboard "Крестьянский календарь на 1923 год, М., 1922 [The Peasant Calendar for 1"
keys v "/lamp" Enter
expect on -1 "Not in this text: lamp"
keys n
expect on -1 "Not in this text: lamp"
keys v G y
expect clipboard "Крестьянский календарь на 1923 год, М., 1922 [The Peasant Calendar for 1923]."
# it ends where the note does; a highlight there knows its note
keys v v } } } w w h
expect on -1 "Highlighted in yellow"
expect look "календарь на" bg=228
keys Esc
expect contains "▌ 1. "
keys A
expect contains "▌ note 1 to §1.1  Крестьянский календарь"
keys Esc u
expect on -1 "Highlight removed"
# what an Ibid. stands for can be selected beside it, not both at once
keys Tab Tab Enter
expect contains "note 2 · from §1.2"
expect contains "Там же, С. 40."
keys v v } e
expect on -1 "SELECT  4 words"
# without a selection a search goes from one to the other
keys v "/Peasant" Enter
expect cursor-on "Peasant"
keys "?Там" Enter
expect cursor-on "Там же, С. 40."
keys j 0
expect cursor-on "Крестьянский календарь"
keys i w a "The calendar." Enter
expect on -1 Noted
keys v k V y
expect clipboard "Там же, С. 40."
keys Esc
expect absent "note 2"
keys q q
expect exit 0
