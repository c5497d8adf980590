# Searching: as one types, both scripts, wrong layouts, regular expressions.
size 80x24
run $BOOK
remember start
keys "/Chelyuskin, now"
expect contains "Semyon Chelyuskin, now his navigator"
expect look "Chelyuskin, now" reverse
keys Esc
expect same start
keys "/zzzz" Enter
expect on -1 "Not found: zzzz"
expect contains "Ten Years"
keys n
expect on -1 "Not found: zzzz"
# over the end of a line, without the callouts, with any case
keys "/BOAT IN A CALM" Esc
keys "/smooth as a lake" Enter
expect contains "smooth as a lake"
expect on -1 "1/1"
keys Esc C-o
expect same start
# a capital counts where it was written, and is forgiven where it never was
keys "/Smooth as a Lake" Enter
expect contains "smooth as a lake"
expect on -1 "1/1"
keys Esc C-o
expect same start
# both scripts; all hits in a list that says how each was found
keys "/Чириков" Enter &
expect on 1 "All hits of Чириков"
expect contains other-script
expect look Chirikov bold
keys G Enter
expect contains Chirikov
remember last
keys n
expect on -1 "From the start of the book"
keys N
expect contains Chirikov
keys C-o
# typed with the other layout on
keys "/xbhbrjd" Enter
expect on -1 "found “чириков”"
keys n
expect on -1 "2/"
# regular expressions, whole words, case
keys gg "/Spanberg|Chirikov/r" Enter
expect on -1 "1/"
keys &
expect contains regex
expect contains Spanberg
keys Esc "/(Spanberg/r" Enter
expect contains "is wrong after"
keys gg ":regex Sp.nberg" Enter
expect on -1 "1/"
keys "/boa/w" Enter
expect on -1 "Not found: boa/w"
keys "/sMOOTH as/c" Enter
expect on -1 "Not found: sMOOTH as/c"
# backwards; the word of the caret
keys gg "?Index" Enter
expect on -1 "From the end of the book"
keys "/Khatanga, with" Enter Esc
keys v "*"
expect on -1 "/"
keys "#"
expect on -1 "/"
keys q
expect exit 0

# from that very word, not from the first of them on the page
sh "$srcdir/tests/terminal/make-book 6 30 >lamps.txt"
run lamps.txt
keys "/hung" Enter n n
expect on -1 "3/180"
keys v "*"
expect on -1 "4/180"
keys 2 "*"
expect on -1 "6/180"
keys "#"
expect on -1 "5/180"
keys v 3 "*"
expect on -1 "8/180"
keys q
expect exit 0

size 20x6
run $BOOK
keys "/Khatanga, with" Enter
expect contains Khatanga
keys & q Esc q
expect exit 0

# the command line with the other layout on: "set measure=50" and "goto"
size 80x24
run $BOOK
keys ":ыуе ьуфыгку=50" Enter
expect on -1 "measure=50"
keys ":нетслова" Enter
expect on -1 "No command нетслова"
keys q
expect exit 0

# how many there are is seen while typing, and what else may be meant
run $BOOK
keys gg "/Chirikov"
expect on -1 "1/"
keys zz
expect on -1 "not found"
keys C-u "xbhbrjd"
expect on -1 "“чириков” "
expect contains Chirikov
keys Esc q
expect exit 0
