# The harness tests itself, with a small program of its own.
program $FAKE
size 60x5
run
expect row 1 "Bold and red, широко 漢字 e\xcc\x81."
expect row 2 "0 keys, the last 0, 60x5"
expect look Bold bold
expect look red underline
expect look red fg=1
expect look and plain
expect cursor 5 3
keys "aж" Down
expect contains "5 keys, the last 66,"
expect absent "4 keys"
remember five
keys b
expect differs five
expect on 2 "6 keys"
expect bytes 300
expect quiet 30
resize 30x4
expect on 2 30x4
expect cursor 4 3
screen harness
keys Esc x
expect on 2 "8 keys, the last 120"
keys q
expect exit 0
run
signal TERM
expect exit 9
