# What is said on screens that are too narrow for it: whole words, whole things,
# and nothing lost beyond the edge.
size 40x12
run $BOOK
keys F1
expect row 2 "   <Space>  <PageDown>  <C-f>  <Right>"
expect row 3 "     next page; with a count that many"
keys G
expect row 11 "     do nothing"
resize 100x12
expect on 11 ":nothing                 do nothing"
resize 40x12
expect row 11 "     do nothing"
resize 20x12
expect row 11 "     do nothing"
keys gg
expect row 2 "   <Space>"
expect row 3 "   <PageDown>  <C-f>"
expect on -1 " help · 11 of"
expect absent "Esc"
keys q
resize 20x6
keys i
expect row 2 " no notes belong"
expect row 3 " to this section"
keys q R
expect row 3 " where it belongs"
keys q A
expect row 2 " nothing is marked"
expect row 4 " bookmarks, a notes"
keys q t
expect row -1 " Enter go · / filter"
keys q m
expect row -2 " a letter for this"
expect row -1 " place"
keys Esc v
expect row -1 " SELECT  w e ) more"
keys Esc :set Enter
expect row -3 " measure=72"
expect row -1 " margin=on  …"
keys ":page 1000" Enter
expect on -1 "p. 1000 of"
expect absent " · "
keys g g
expect on -1 " · 0%"
# on a page without anything to follow, Enter says so
keys Enter
expect row -2 " Nothing to follow"
expect row -1 " on this page"
resize 80x24
keys g Enter
expect row -1 " Nothing to follow on this page"
keys ":goto 4.3" Enter Enter
expect row -1 " Tab chooses what to open, f shows all of it"
keys q
expect exit 0

# the rule of the notes at the foot does not stand alone over the pane
size 80x24
term linux
env LC_ALL C
run $BOOK
keys ":goto 4.3" Enter
expect on 16 "------------"
keys Tab Enter
expect row 16 ""
expect on 17 "---- note 1 "
keys Esc
expect on 16 "------------"
keys q
expect exit 0
