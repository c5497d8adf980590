# The same pages on vt100: what is shown does not depend on TERM.
term vt100
size 80x24
run $BOOK
keys "4%" Space
text term-page
keys j j
text term-scrolled
keys Tab
expect cursor-on "²"
text term-scrolled
keys Enter
text term-peek
keys Esc
text term-scrolled
resize 40x12
text term-small
resize 80x24
text term-scrolled
keys q
expect exit 0
