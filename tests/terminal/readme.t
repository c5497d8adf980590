# The screen that README.md shows: a verse, and the
# note that its callout leads to, with what its "Там же" stands for.
size 80x24
run $BOOK
keys / "студент был" Enter Tab
expect cursor-on "⁴"
keys Enter
screen readme-note
keys Esc q
expect exit 0
