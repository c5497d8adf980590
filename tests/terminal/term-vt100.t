# The same pages on vt100: what is shown does not depend on TERM.
term vt100
size 80x24
run $SMALL
keys t j j Enter
text term-page
keys j j
text term-scrolled
keys Tab Tab
expect cursor-on "²"
keys Enter
text term-peek
keys Esc
text term-scrolled
keys Space
text term-next
resize 40x12
text term-small
resize 80x24
text term-next
keys q
expect exit 0
