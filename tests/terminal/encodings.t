# Books in other encodings: found out, asked for, changed while reading with
# the place kept, and remembered.
sh "$srcdir/tests/terminal/make-russian CP1251 KOI8-R CP866 ISO-8859-5 MAC-CYRILLIC UTF-16LE"
size 80x24
run CP1251.txt
keys Space Space
expect contains "Строка"
remember page
keys :encoding Enter
expect on -1 "The text is in windows-1251, as izba found out"
# asked for the wrong one: other letters, the same place; and back
keys ":encoding koi8-r" Enter
expect on -1 "The text is in KOI8-R, as you asked"
expect absent "Строка"
keys ":encoding windows-1251" Enter
expect on -1 "as you asked"
keys Esc
expect same page
keys ":encoding auto" Enter
expect on -1 "The text is in windows-1251, as izba found out"
keys ":encoding ebcdic" Enter
expect on -1 "There is no encoding \"ebcdic\"; Tab after :encoding shows those there are"
# completion, in any case
keys ":encoding ibm8" Tab
expect on -1 "IBM866"
keys Esc
# it is remembered for the book, and forgotten again
keys ":encoding ibm866" Enter
expect on -1 "IBM866, as you asked"
keys Esc
remember wrong
keys q
expect exit 0
run CP1251.txt
expect same wrong
keys ":encoding auto" Enter
keys Esc
expect same page
keys q
expect exit 0
run CP1251.txt
expect same page
keys q
expect exit 0
# the same book in another encoding is the same book, at the same place; a
# highlight stays on its words, whatever they look like
run KOI8-R.txt
expect contains "Глава 3. Дорога"
keys :encoding Enter
expect on -1 "The text is in KOI8-R, as izba found out"
keys his
expect look "Глава 3." bg=228
keys ":encoding cp1251" Enter
expect absent "Глава 3."
keys ":encoding auto" Enter
expect look "Глава 3." bg=228
keys q
expect exit 0
# asked for on the command line, which is remembered too
run --encoding=IBM866 CP866.txt
expect contains "Глава 3. Дорога"
keys :encoding Enter
expect on -1 "The text is in IBM866, as you asked"
keys q
expect exit 0
run CP866.txt
keys :encoding Enter
expect on -1 "The text is in IBM866, as you asked"
keys q
expect exit 0
run ISO-8859-5.txt
expect contains "Глава 3. Дорога"
keys q
expect exit 0
run MAC-CYRILLIC.txt
expect contains "Глава 3. Дорога"
keys q
expect exit 0
run UTF-16LE.txt
expect contains "Глава 3. Дорога"
keys q
expect exit 0
# the other subcommands
sh "$IZBA text --encoding=koi8-r KOI8-R.txt >a; $IZBA text utf8.txt >b; cmp a b"
sh "$IZBA find --encoding=koi8-r навесом KOI8-R.txt | grep -q навесом"
sh "$IZBA inspect --encoding=koi8-r KOI8-R.txt | grep -q 'text, KOI8-R'"
sh "! $IZBA lookup --encoding=koi8-r KOI8-R.txt навес 2>said; ! grep -q . said"
sh "$IZBA export --encoding=koi8-r KOI8-R.txt | grep -q 'Глава 3\.'"
sh "$IZBA export KOI8-R.txt | grep -q 'Глава 3\.'"
sh "! $IZBA export --encoding=no KOI8-R.txt 2>said; grep -q 'no encoding \"no\"; these are: UTF-8' said"
sh "! $IZBA text --encoding=no KOI8-R.txt 2>said; grep -q 'no encoding \"no\"; these are: UTF-8' said"
run --encoding=no KOI8-R.txt
expect contains "no encoding"
expect exit 2
