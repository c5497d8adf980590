# Markdown: its footnotes are notes, several files and a folder are one book.
size 60x20
sh "printf '# The Lake\n\nIce came early[^ice] and *stayed*;\nsee [the ferry](#the-ferry).\n\n[^ice]: Orlova, Fish, p. 7.\n\n## The Ferry\n\n- [x] tarred\n- [ ] launched\n\n| Town | Boats |\n|------|------:|\n| Hull | 12 |\n' >lake.md"
run lake.md
expect row 3 "  The Lake"
expect contains "Ice came early¹ and stayed; see the ferry."
expect contains "1. Orlova, Fish, p. 7."
keys Tab Enter
expect contains "─ note 1 · from"
expect contains "Orlova, Fish, p. 7."
keys Esc Tab
expect cursor-on "the ferry"
keys Enter
expect contains "☑ tarred"
expect contains "Hull     12"
remember ferry
keys q
expect exit 0

# the link was followed, and the place is kept
run
expect same ferry
keys q
expect exit 0

# two files: links and notes of both
sh "printf '# One\n\nGo on with [two](two.md).[^1]\n\n[^1]: Of one.\n' >one.md"
sh "printf '# Two\n\nThe end[^1].\n\n[^1]: Of two.\n' >two.md"
run one.md two.md
expect contains "Go on with two.¹"
keys Tab Enter
expect contains "The end¹."
keys q
expect exit 0
run
expect contains "The end¹."
keys q
expect exit 0
sh "$IZBA library | grep -q 'one.md .*two.md'"
sh "! $IZBA library | grep -q gone"

# a folder with a summary
sh "mkdir -p book/src; printf '# Summary\n\n- [First](a.md)\n- [Second](b.md)\n' >book/src/SUMMARY.md"
sh "printf '[book]\ntitle = \"Ice\"\n' >book/book.toml"
sh "printf '# First\n\nCold.\n' >book/src/a.md; printf '# Second\n\nWarm.\n' >book/src/b.md"
run book
expect contains "Cold."
keys G
expect contains "Warm."
keys t
expect contains "Second"
keys Esc q
expect exit 0
sh "$IZBA library | grep -q '^Ice'"
run ice
expect contains "Warm."
keys q
expect exit 0
