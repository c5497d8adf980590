# The screen that README.md shows: the first page of chapter 3's text, with its
# notes.
size 80x24
run $BOOK
keys "/Krasheninnikov was" Enter
screen readme
keys q
expect exit 0
