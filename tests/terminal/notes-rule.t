# Which links call notes is the reader's to say, for each book; it is kept.
sh "printf '<!doctype html><title>Room</title><h1>Room</h1><p>A stove <a href=#b>2</a> here.<h2>Behind</h2><p id=b>Second, which links to nothing.' >room.html"
run room.html
keys : n o t e s - r u l e Enter
expect on -1 "by the rule \"auto\": 0 notes"
keys : n o t e s - r u l e Space a l l Enter
expect on -1 "by the rule \"all\": 1 notes"
keys : n o t e s - r u l e Space s o m e Enter
expect on -1 "There are three rules"
keys q
expect exit 0
run room.html
keys : n o t e s - r u l e Enter
expect on -1 "by the rule \"all\": 1 notes"
keys q
expect exit 0
sh "! $IZBA inspect --notes-rule some room.html 2>said; grep -q 'no rule' said"
