# The same pages on screen: what is shown does not depend on TERM.
term screen
size 80x24
run $SMALL
keys t j j Enter
screen term-page
keys j j
screen term-scrolled
keys Tab Tab
expect cursor-on "²"
keys Enter
screen term-peek
keys Esc
text term-scrolled
keys Space
screen term-next
resize 40x12
text term-small
resize 80x24
text term-next
keys q
expect exit 0
