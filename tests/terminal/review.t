# Marks in a corrected edition: what is said, the review, by hand, undone.
size 80x24
env IZBA_CLOCK 2026-11-22T09:30:00Z
sh "cp $BOOK book.txt"
sh "$builddir/tests/edition/edition mark data/izba/izba.db book.txt $srcdir/tests/edition/marks"
sh "$builddir/tests/edition/edition make $BOOK $srcdir/tests/edition/corrections >new.txt"
# nothing to say of a book that has not changed
run book.txt
expect absent "doubtful"
keys R
expect contains "every mark stands where it belongs"
keys y
expect on -1 "Nothing is left to review"
keys j
expect row -1 " u undo · Esc close"
keys Esc q
expect exit 0
# the edition in its place
sh "cp new.txt book.txt"
run book.txt
expect on -1 "The text has changed: 3 marks are doubtful, 4 lost; review with R"
keys R
screen review
expect row 1 " Review · 1 of 7 · highlight, doubtful"
expect contains "more than 300,000"
expect look "more than 300,000" bold
# accepted, undone, done again
keys Enter
expect on -1 "It stands at §2.12 now"
expect row 1 " Review · 1 of 6 · highlight, doubtful"
expect contains "There was wood enough"
keys u
expect row 1 " Review · 1 of 7 · highlight, doubtful"
expect contains "more than 300,000"
keys C-r
expect row 1 " Review · 1 of 6 · highlight, doubtful"
# one of several passages that are the same
keys j
expect row 1 " Review · 2 of 6 · highlight, doubtful"
expect on 2 "1 of 4"
keys Tab Tab
expect on 2 "3 of 4"
keys S-Tab
expect on 2 "2 of 4"
keys o
expect on -1 "Kept as an orphan: listed and exported as it was"
expect row 1 " Review · 2 of 5 · highlight, lost"
expect contains "two facts need not be connected."
expect contains "No passage of this text is like it."
keys y
expect on -1 "There is no passage to accept"
keys Tab
expect on -1 "No passage is like it"
# the page at the passage
keys gg
expect row 1 " Review · 1 of 5 · highlight, doubtful"
keys g Enter
expect contains "Of wood there was enough"
expect absent "Review"
# by hand
keys R gg s
expect on -1 "Find the passage, select it and press g h"
expect contains "Of wood there was enough"
keys gh
expect on -1 "Select the passage first"
keys "/wood there was" Enter v e e e e gh
expect on -1 "It stands here now"
expect look " enough" bg=228
keys gh
expect on -1 "No mark is under review"
# nothing is asked twice
keys q
expect exit 0
run book.txt
expect on -1 "The text has changed: 4 marks are lost; review with R"
keys R o o o o
expect contains "every mark stands where it belongs"
keys Esc ":review all" Enter
expect row 1 " Review · 1 of 5 · highlight, an orphan"
# undone from an earlier sitting, too
keys u u u u
expect on 1 "highlight, lost"
keys u
expect row 1 " Review · 1 of 6 · highlight, doubtful"
expect contains "There was wood enough"
keys Esc q
expect exit 0
# from the workbench
run book.txt
keys A G
expect contains "(orphan) "
expect contains "(not found) "
keys Enter
expect on 1 " Review · "
keys Esc q
expect exit 0
# a narrow screen: one under the other, scrolled
size 40x12
run book.txt
keys R
screen review-narrow
keys Space
expect absent "was §"
keys b
expect contains "was §"
resize 80x24
expect on 2 "now"
keys Esc ":review some" Enter
expect on -1 "review takes nothing or all"
keys ":review-accept" Enter
expect on -1 "review-accept is for the review"
keys q
expect exit 0
