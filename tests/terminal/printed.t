# A book that states the pages of its printed edition, and what it is.
size 70x12
sh "printf '<html lang=en><head><title>The Lake</title><meta name=author content=\"A. Orlova\"><meta name=dc.publisher content=\"Lake Press\"><meta name=dc.date content=1911></head><body><h1>Ice</h1><p>Before.<p><span role=doc-pagebreak id=p41 aria-label=41></span>It froze in the year of the great storm.<p><span role=doc-pagebreak id=p42 aria-label=42></span>Then it thawed.<h1><span role=doc-pagebreak id=p43 aria-label=43></span>Water</h1><p>The end.</body></html>' >lake.html"
run lake.html
expect on -1 "p. 41–42 of 43 in print"
keys ":goto p. 43" Enter
expect on 1 "p. 43"
expect on -1 "p. 43 of 43 in print"
keys =
expect on -1 "p. 43 · Water · screen 2 of 2"
keys ":goto 41" Enter
expect on -1 "p. 41–42 of 43 in print"
keys ":goto p. 99" Enter
expect on -1 "No address p. 99"
keys g i
expect on -1 "The Lake · A. Orlova · Lake Press, 1911 · en · html, UTF-8"
keys q
expect exit 0
