# The same pages on screen: what is shown does not depend on TERM.
term screen
size 80x24
run $BOOK
keys "4%" Space
screen term-page
keys j j
screen term-scrolled
keys Tab
expect cursor-on "²"
text term-scrolled
keys Enter
screen term-peek
keys Esc
text term-scrolled
resize 40x12
text term-small
resize 80x24
text term-scrolled
keys q
expect exit 0
