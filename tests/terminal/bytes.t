# What goes over the line: a page turn sends little more than its text, a line
# scroll one line and the status; at rest nothing at all.
run "$srcdir/books/ten-years.txt"
expect quiet 50
keys 50 % 
expect quiet 100
keys Space
keys Space
expect ratio 1.5
keys Space
expect ratio 1.5
keys j
keys j
expect bytes 200
keys j
expect bytes 200
keys k
expect bytes 200
expect quiet 100
keys C-l
expect on -1 "p."
keys q
expect exit 0
