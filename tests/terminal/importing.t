# :import takes in what another program's file says of the book that is read.
size 80x24
sh "printf '# The Lamps\n\nThe oil was never counted, and nobody asked for the key of the shed.\n\nПо вечерам читали вслух, и лампа горела до полуночи. The wick was trimmed twice in one night by the same hand.\n\nAnother lamp was brought in the spring; nobody asked for the key of the cellar.\n' >lamps.txt"
sh "cp $srcdir/tests/fuzz/corpus/import/metadata.epub.lua $srcdir/tests/fuzz/corpus/import/readwise.csv ."
sh "printf 'return { annotations = { { drawer = \"x\", page = 1, text = \"nothing of this is there\" } }, doc_props = { title = \"Stoves\" } }' >stoves.lua"
sh "printf 'Highlight\\nlamp\\033[31m\\n' >escape.csv"
run lamps.txt
keys ":import nothing.txt" Enter
expect contains "Nothing was imported: nothing.txt: there is no such file"
keys Esc ":import escape.csv" Enter
expect contains "escape.csv: line 2: an escape sequence"
keys Esc ":import stoves.lua" Enter
expect contains "it is of another book"
keys Esc ":import metadata.epub.lua" Enter
expect contains "4 imported; 2 of 4 not found"
expect contains "kept without a place"
keys Esc
expect contains "▌"
keys ":import met" Tab
expect on -1 ":import metadata.epub.lua"
keys C-u "import ~/sto" Tab
expect on -1 ":import ~/stoves.lua"
keys C-u "import no-such" Tab
expect on -1 ":import no-such"
keys C-u "import ~/metadata.epub.lua" Enter
expect contains "Nothing new in it"
keys Esc ":import readwise.csv" Enter
expect contains "2 imported; 1 of other books left alone (izba import takes them)"
keys Esc A
expect contains "these words stand in no lamp"
expect contains "nobody asked for the key"
expect contains "wick"
# from there too; all that came is one step to undo
keys ":import readwise.csv" Enter
expect contains "Nothing new in it"
keys Esc Esc u
expect contains "2 annotations removed"
keys C-r
expect contains "2 annotations restored"
# without a file the line is begun
keys ":import" Enter
expect on -1 ":import"
keys Esc Esc q
expect exit 0
