# From the reader to a file: what is chosen, else what is shown.
size 80x24
env IZBA_CLOCK 2026-11-22T09:30:00Z
sh "cp '$SMALL' small.txt"
run small.txt
keys ":export markdown none.md" Enter
expect on -1 "There is nothing to export"
sh "! test -e none.md"
keys "/potato blight" Enter his Esc
keys "/sledge" Enter 4 his Esc
keys "/forty pages" Enter his Esc
# from the page: all of the book; the format by its name or by the suffix
keys ":export markdown all.md" Enter
expect on -1 "3 annotations in all.md"
sh "grep -q 'potato blight' all.md; grep -q 'sledge' all.md; grep -q 'forty pages' all.md"
keys ":export all.json" Enter
expect on -1 "3 annotations in all.json"
sh "grep -q izba-annotations/1 all.json"
keys ":export nothing" Enter
expect contains "no format is called"
sh "! test -e nothing"
# the proposal; completed
keys A x
expect on -1 ":export markdown small.md"
keys C-u "export o" Tab
expect on -1 ":export org"
keys C-u "export csv" Enter
expect on -1 ":export csv small.csv"
keys Enter
expect on -1 "3 annotations in small.csv"
sh "test $(wc -l <small.csv) -ge 4"
# what is shown
keys "/sledge" Enter x C-u "export text some.txt" Enter
expect on -1 "1 annotation in some.txt"
sh "grep -q sledge some.txt; ! grep -q blight some.txt"
# what is chosen, shown or not
keys Space Esc j Space "/c:yellow" Enter
expect on 2 "2 chosen"
keys ":export markdown chosen.md" Enter
expect on -1 "2 annotations in chosen.md"
sh "grep -q sledge chosen.md; grep -q blight chosen.md; ! grep -q forty chosen.md"
keys Esc -
# twice changes nothing; what was deleted since leaves the file
keys ":export all.md" Enter
expect on -1 "3 annotations in all.md"
sh "cp all.md before.md"
keys ":export all.md" Enter
sh "cmp all.md before.md"
keys gg d ":export all.md" Enter
expect on -1 "2 annotations in all.md"
sh "! grep -q sledge all.md; grep -q blight all.md"
keys u
# a form of one's own; its names and the file's are completed
sh "mkdir -p forms && printf '{{#books}}{{#annotations}}* {{quote}}\n{{/annotations}}{{/books}}' >forms/stars.txt && printf '{{nobody}}' >forms/wrong.txt"
keys ":export temp" Tab
expect on -1 ":export template "
keys for Tab
expect on -1 ":export template forms/"
keys st Tab
expect on -1 ":export template forms/stars.txt"
keys " own.list" Enter
expect on -1 "3 annotations in own.list"
sh "grep -q '^\* .*potato blight' own.list"
keys ":export template forms/wrong.txt own.list" Enter
expect contains "nobody"
keys Esc ":export template forms/stars.txt" Enter
expect on -1 ":export template TEMPLATE FILE"
keys ":export markdown cho" Tab
expect on -1 ":export markdown chosen.md"
keys C-u Esc
# a format that does not say who wrote it is asked about when it would change
keys ":export text some.txt" Enter
expect on -1 "It is there already, with other words: overwrite it? (y/n)"
keys y Enter
expect on -1 "3 annotations in some.txt"
# a file that is not izba's is asked about
sh "echo mine >mine.md"
keys ":export markdown mine.md" Enter
expect on -1 "not izba's: overwrite it? (y/n)"
keys n Enter
expect on -1 "Nothing was written"
sh "grep -qx mine mine.md"
keys ":export markdown mine.md" Enter Esc
sh "grep -qx mine mine.md"
keys ":export markdown mine.md" Enter y Enter
expect on -1 "3 annotations in mine.md"
sh "grep -q blight mine.md"
# where nothing can be written
sh "mkdir folder"
keys ":export markdown folder" Enter
expect on -1 "Nothing was written: folder is a folder"
keys ":export markdown no/such/notes.md" Enter
expect on -1 "Nothing was written: no/such/notes.md: its folder is not there"
# in the home folder
keys ":export markdown ~/home.md" Enter
expect contains "3 annotations in"
sh "grep -q blight home.md"
keys q q
expect exit 0

# several books in one file, each with its notes
run $BOOK
keys "/had married in" Enter his Esc A A x
expect on -1 ":export markdown annotations.md"
keys Enter
expect on -1 "4 annotations in annotations.md"
sh "grep -q 'Ten Years for Ten Hours' annotations.md; grep -q 'The Small Book' annotations.md; grep -q blight annotations.md; grep -q 'had married' annotations.md; grep -q 'Report of 3 April' annotations.md"
# also where a file is gone
sh "mv small.txt away.txt"
keys ":export json gone.json" Enter
expect on -1 "4 annotations in gone.json"
sh "grep -q blight gone.json"
keys "/c:green" Enter ":export csv green.csv" Enter
expect on -1 "in green.csv"
sh "! grep -q 'had married' green.csv"
keys Esc q q
expect exit 0

# where nothing can be kept the workbench still works, and so does exporting
sh "rm -rf data/izba; echo no folder >data/izba"
run away.txt
keys ":export markdown never.md" Enter
expect on -1 "There is nothing to export"
keys "/sledge" Enter his Esc A
expect contains "The keeper of the room"
keys c
expect contains "memory only"
keys ":export markdown some.md" Enter
expect on -1 "1 annotation in some.md"
sh "grep -q sledge some.md"
keys d u A T T A u
expect on 1 "  1"
expect on 2 "yellow 1"
signal KILL
expect exit KILL
