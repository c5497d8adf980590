# Pointing: callouts walked and opened, chains of notes, hints, there and back.
size 80x24
run $BOOK
keys ":set notes=end" Enter
keys "/been twelve thousand" Enter Esc
remember page
keys Enter
expect on -1 "Tab chooses"
keys Tab
expect cursor-on "⁴"
keys Tab
expect cursor-on "⁵"
keys Tab Tab Tab Tab Tab
expect on -1 "That is the last on this page"
keys 20 S-Tab
expect cursor-on "⁴"
keys S-Tab
expect on -1 "That is the first on this page"
keys Enter
expect contains "─ note 4 · from §2"
expect contains "need not be connected"
expect contains "really begun"
keys Esc
expect absent "need not be connected"
expect cursor-on "⁴"

# hints: the letters open what they stand over, on either keyboard
keys f
expect on -1 "type the letters"
expect contains "begun.a"
keys s
expect contains "─ note 5 · from"
keys Esc f ф
expect contains "─ note 4 · from"
keys Esc f z
expect absent "note 4"
keys f Esc
expect absent "begun.a"

# the notes of the section; one that says "the same" leads to what it means
keys i
expect row 1 " Notes of this section  7"
keys gg j Enter
expect cursor-on "²"
keys Enter
expect contains "─ note 2 · from §2"
expect contains "= n. 1: The road is described"
keys Enter
expect contains "2 › note 1"
keys Backspace
expect contains "─ note 2 · from"
keys g Enter
expect contains "2. Там же"
expect absent "─ note 2"
remember notes
keys C-o
expect cursor-on "²"
keys L
expect same notes
keys ''
expect cursor-on "²"
keys ''
expect same notes
keys H
expect cursor-on "²"
keys Backspace
expect contains "been twelve thousand"

# in the pane: scrolled, copied, and the page stays
keys i gg Enter Enter
expect contains "─ note 1 · from"
expect on -1 "Esc close"
keys y
expect on -1 "bytes written to "
keys Backspace
expect absent "─ note 1"
keys q
expect exit 0

# a long note on a small screen is scrolled, and g Enter is said to lead out
size 40x10
run $BOOK
keys "/been twelve thousand" Enter Esc i gg Enter
expect cursor-on "¹"
keys Enter
expect contains "1–4 of"
remember top
keys Space
expect contains "4–7 of"
keys j k b
expect same top
keys Enter
expect contains "g Enter goes to its place in the book"
keys Esc q
expect exit 0

# contents: a list of sections, filtered, left by Esc
size 120x40
run $BOOK
keys t
expect row 1 " Contents  21"
keys /isl Enter
expect contains "The Island"
expect absent "Ten Hours"
keys Enter
expect on 1 "The Island"
keys t Esc
expect on 1 "The Island"
keys q
expect exit 0
