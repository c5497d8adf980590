# Sizes: the first words stay, sizing back gives the identical screen.
sh "$srcdir/tests/terminal/make-book 6 30 >lamps.txt"
run lamps.txt
keys Space Space Space
remember page
resize 120x40
resize 40x10
resize 20x6
resize 80x24
expect same page
keys j j j
remember scrolled
resize 50x12
resize 80x24
expect same scrolled
# too small to read on; nothing breaks
resize 5x3
expect contains small
resize 1x1
resize 3x1
keys Space b j k
resize 80x24
keys q
expect exit 0

size 1x1
run lamps.txt
keys Space : g Esc q
expect exit 0
size 20x6
run lamps.txt
keys Space F1 Esc
keys q
expect exit 0
