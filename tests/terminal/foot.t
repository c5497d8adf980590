# The notes that a page cites stand at its foot, with what an Ibid. stands for.
run "$srcdir/books/ten-years.txt"
keys ":goto 1.7" Enter
expect contains "3. Ibid.  = n. 2"
# a row above the rule is blank
expect row 20 ""
expect on 21 "────────────"
keys Space
expect absent "3. Ibid."
expect contains "4. Raymond H. Fisher"
keys b
expect contains "3. Ibid.  = n. 2"
# a pane lies over them and leaves the page as it is
remember page
keys Tab Enter
expect contains "note 3"
keys Esc Esc
expect same page
# lines scroll without them; back at the page they are there again
keys j
expect absent "3. Ibid.  ="
keys k
expect same page
keys ":set notes=end" Enter
keys ":goto 1.7" Enter
expect absent "= n. 2"
keys ":set notes=foot" Enter ":goto 1.7" Enter
expect contains "= n. 2"
# on a small screen they would leave no room
resize 80x12
expect absent "= n. 2"
resize 80x24
expect contains "= n. 2"
# a citation of another chapter is said to be there
keys ":goto 2.6" Enter
expect contains "= n. 7 of §1"
# no room for the chapter's title: it is cut, and one sees that it is
resize 30x24
expect on 1 "2  Roads, Rivers an…"
keys q
expect exit 0
