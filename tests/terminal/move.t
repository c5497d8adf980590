# Moving through a book: every step has its exact inverse, and ends say so.
sh "$srcdir/tests/terminal/make-book 6 30 >lamps.txt"
run lamps.txt
remember start
keys Space
expect differs start
remember second
keys Space Space b b
expect same second
keys b
expect same start
keys b
expect on -1 "start of the book"

# lines: the screen scrolls by one, and back
keys Space j j j
expect differs second
keys k k k
expect same second
keys 5 j 5 k
expect same second
keys C-d C-u
expect same second

# from a scrolled view, a page turn has its inverse too
keys j j
remember scrolled
keys Space b
expect same scrolled
keys b Space
expect same scrolled

# by number, by share, to the ends; and all of it undone
keys gg
expect same start
keys G
remember end
expect on -1 "100%"
keys Space
expect on -1 "end of the book"
keys C-o
expect same start
keys L
expect same end
keys C-o 3 G
expect on -1 "p. 3 of"
keys :3 Enter
expect on -1 "p. 3 of"
keys ":page 2" Enter
expect on -1 "p. 2 of"
keys 50 %
expect on -1 "%"
remember half
keys gg :50% Enter
expect same half
keys ":page x" Enter
expect on -1 "A number is wanted"
keys ":goto nowhere" Enter
expect on -1 "No address nowhere"
keys q
expect exit 0
