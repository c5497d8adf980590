# Selecting: with search, across pages and sections, in the pane of a note.
size 80x24
env SSH_TTY /dev/pts/1
run $SMALL

# every motion, with its clipboard as the witness
keys "/listened" Enter Esc "/listened" Enter v 2 e y
expect clipboard "listened, mended"
keys "/listened" Enter v f d ; y
expect clipboard "listened, mend"
keys "/listened" Enter v f d ; , y
expect clipboard "listened"
keys "/listened" Enter v t d y
expect clipboard "listene"
keys "/listened" Enter v ) y
expect clipboard "listened, mended nets, and argued about what the almanac had meant by a moderate frost.\nT"
keys "/listened" Enter v i w y
expect clipboard "listened"
keys "/listened" Enter v 3 i w y
expect clipboard "listened, mended nets"
keys "/listened" Enter v o b b y
expect clipboard "could not, l"
keys "/listened" Enter v 0 y
expect clipboard "aloud; whoever could not, l"
keys "/listened" Enter v $ y
expect clipboard "listened, mended nets, and argued about what"

# v selects at once; again where it was begun it only moves, and elsewhere it
# selects anew from there, so that one may also go to the beginning first
keys gg "/listened" Enter v
expect on -1 "SELECT  w e ) more"
expect cursor-on "listened"
keys v
expect on -1 "CARET  v select"
keys w w
expect on -1 "CARET  v select"
keys v e y
expect clipboard "nets"
keys "/listened" Enter v w w v e y
expect clipboard "nets"
# what was only begun stands for its word; V at once again only moves, too
keys "/listened" Enter v y
expect clipboard "listened"
keys "/listened" Enter V V
expect on -1 "CARET  v select"
keys w v e V y
expect clipboard "aloud; whoever could not, listened, mended nets, and argued about what"
# the next v is where the last one ended, until the reader looks elsewhere
keys "/listened" Enter v 2 e y v e y
expect clipboard "d nets"
keys v v b v e y
expect clipboard "nets"
keys "/nets" Enter v i w y
expect clipboard "nets"
keys G gg v i w y
expect clipboard "The"
keys Esc

# a search moves the end of the selection, as it is typed; Esc puts it back
keys "/listened" Enter v "/nets"
expect look mended reverse
keys Esc y
expect clipboard "listened"
keys "/listened" Enter v "/moderate" Enter
expect look "the almanac had" reverse
keys y
expect clipboard "listened, mended nets, and argued about what the almanac had meant by a m"
keys "/listened" Enter v "?lamp" Enter y
expect clipboard "lamp and eleven books, and of the eleven four were the same almanac.¹ Whoever could read, read aloud; whoever could not, l"
keys "/almanac" Enter v n
keys y
expect clipboard "almanac.¹ Whoever could read, read aloud; whoever could not, listened, mended nets, and argued about what the a"
keys Esc

# over pages and sections, by turning them; the other way round too
keys gg "/izbach" Enter v Space Space
expect on -1 "SELECT  "
expect on 1 "Notes"
keys ]
expect on 1 "2  The Stove"
keys y
expect clipboard 830 830
keys "/izbach, wrote" Enter v C-f C-b y
expect clipboard 20 900
keys v G
expect contains "the most read book of the"
keys y
expect clipboard 1500 4000
keys "/smoked" Enter v gg h
expect on -1 "Highlighted in yellow"
expect contains "▌ The Small Book"
keys u Esc
keys "/listened" Enter v ":goto 2.1" Enter
expect on -1 "SELECT  "
keys Esc m x G "/river" Enter v ' x
expect on -1 "SELECT  "
keys Esc

# the same in the pane of a note: a caret, words, search, the whole text
keys "/a lamp and" Enter Esc Tab Enter
expect contains "note 1 · from §1.1"
keys v
expect on -1 "SELECT"
expect cursor-on "Крестьянский календарь на 1923 год, М., 1922 [The Peasant Calendar for"
keys v i w y
expect clipboard "Крестьянский"
keys v "/Peasant" Enter e y
expect clipboard "Крестьянский календарь на 1923 год, М., 1922 [The Peasant"
keys v j y
expect clipboard "Крестьянский календарь на 1923 год, М., 1922 [The Peasant Calendar for 1"
keys v "/lamp" Enter
expect on -1 "Not in this text: lamp"
keys n
expect on -1 "Not in this text: lamp"
keys G y
expect clipboard "Крестьянский календарь на 1923 год, М., 1922 [The Peasant Calendar for 1923]."
# it ends where the note does; a highlight there knows its note
keys v } } } w w h
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
keys v e } e
expect on -1 "SELECT  4 words"
keys Esc v } e
expect on -1 "SELECT  1 word "
expect look "Крестьянский" reverse
keys Esc
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
