# From a narrow strip to a wide window; a window too small to read in says so
# and comes back.
size 120x40
run $SMALL
keys ]
screen size-120x40
resize 20x6
screen size-20x6
keys Space Space b b
screen size-20x6
resize 1x1
expect quiet 50
keys Space b
resize 2x2
resize 5x3
resize 300x100
resize 120x40
screen size-120x40
keys q
expect exit 0
