# The screens that README.md shows: a page with its notes at its foot, and a
# note in a pane with what its "Там же" stands for.
size 80x25
run $BOOK
keys / "студент был" Enter
screen readme
keys Tab Tab
expect cursor-on "⁴"
keys Enter
screen readme-note
keys Esc q
expect exit 0
