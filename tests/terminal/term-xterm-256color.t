# The same pages on xterm-256color: what is shown does not depend on TERM.
term xterm-256color
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
screen term-small
resize 80x24
text term-scrolled
keys q
expect exit 0
