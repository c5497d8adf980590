# What the book itself says of its words: the glossary, people and dates.
size 80x24
run $BOOK
keys ":set notes=end" Enter
keys ":set entries=on" Enter "/both the" Enter Esc
expect look Pronchishchevs underline
keys Tab
expect cursor-on Pronchishchevs
keys Enter
expect contains "Pronchishchevs · people"
expect contains "first commander of the Yakutsk"
expect contains "places  l lists"
keys l
expect on 1 "Places that speak of PRONCHISHCHEV"
expect contains "The Lieutenant’s Wife"
expect look "скончался" plain
expect look "Прончищев" bold
keys /scurvy Enter
expect contains "nothing fits"
keys Esc
expect absent "nothing fits"
keys Esc
expect contains "Pronchishchevs · people"
keys g Enter
expect contains "PRONCHISHCHEV, Vasily"
keys C-o
# the places are walked like hits, and each is a jump
keys S-Tab Enter l G Enter
expect on -1 "/"
keys N
keys C-o C-o
expect contains "both the"
keys ":set entries=off" Enter
expect look Pronchishchevs plain
keys q
expect exit 0

# hints over the words that have an entry; K again asks for another word
run $BOOK
keys "/both the" Enter Esc K
expect on -1 "Enter another word"
keys a
expect contains "Pronchishchevs · people"
keys Esc K K
expect on -1 "look up:"
keys koch Enter
expect contains "koch · glossary"
expect contains "hull that ice would lift"
keys Esc
# the other keyboard layout, the other script, inflected; completion
keys K Enter rjx Enter
expect contains "коч · glossary"
keys Esc
keys ":lookup Чириковым" Enter
expect contains "CHIRIKOV, Alexei"
keys Esc K K "kunst" Tab
expect on -1 "look up: Kunstkamera"
keys Enter
expect contains "Kunstkamera · 2 entries"
keys Esc K K "no such word" Enter
expect on -1 "do not have “no such word”"
keys ":places koch" Enter
expect on 1 "Places that speak of koch"
keys q
# the list of all of them
keys p
expect on 1 "People, terms and dates"
keys /kuns Enter Enter
expect contains "Kunstkamera · glossary"
keys Esc l
expect on 1 "Places that speak of Kunstkamera"
keys Esc g Enter
expect contains "Kunstkamera"
expect absent "People, terms"
# a word at the caret, and a selection
keys "/dwarf pine" Enter Esc
keys v
keys K
keys Esc Esc
keys q
expect exit 0

# on a small screen, where a page may have no such word
size 20x6
run $BOOK
keys ":lookup koch" Enter
expect contains "koch"
keys l
expect contains "Places that"
keys Esc Esc q
expect exit 0

# on a terminal without UTF-8 all is ASCII
size 80x24
env LC_ALL C
run $BOOK
keys ":lookup koch" Enter
expect contains "places  l lists"
expect contains "____"
expect absent "??"
keys l q Esc q
expect exit 0
