-- /mnt/onboard/lamps.epub
return {
    ["annotations"] = {
        [1] = {
            ["chapter"] = "Night",
            ["color"] = "orange",
            ["datetime"] = "2026-11-20 08:00:00",
            ["datetime_updated"] = "2026-11-20 09:00:00",
            ["drawer"] = "lighten",
            ["note"] = "a \"note\"\
on two lines",
            ["page"] = "/body/DocFragment[2]/body/p[1]/text().0",
            ["pageno"] = 3,
            ["pos0"] = "/body/DocFragment[2]/body/p[1]/text().0",
            ["pos1"] = "/body/DocFragment[2]/body/p[1]/text().25",
            ["text"] = "nobody asked for the key of the shed.",
        },
        [2] = {
            ["chapter"] = "Night",
            ["color"] = "gray",
            ["datetime"] = "2026-11-20 08:02:00",
            ["drawer"] = "underscore",
            ["page"] = "/body/DocFragment[2]/body/p[2]/text().7",
            ["pageno"] = 4,
            ["text"] = "wick",
        },
        [3] = {
            ["datetime"] = "2026-11-20 08:01:00",
            ["page"] = "/body/DocFragment[3]/body/p[1].0",
            ["pageno"] = 5,
            ["text"] = "in Night",
        },
        [4] = {
            ["datetime"] = "2026-11-20 08:03:00",
            ["drawer"] = "invert",
            ["page"] = "/body/DocFragment[3]/body/p[2].0",
            ["text"] = "these words stand in no lamp at all",
        },
    },
    ["doc_pages"] = 12,
    ["doc_path"] = "/mnt/onboard/lamps.epub",
    ["doc_props"] = {
        ["authors"] = "Anna Fedotova\
Boris Petrov",
        ["identifiers"] = "isbn:9780000000002",
        ["language"] = "en",
        ["title"] = "The Lamps",
    },
    ["partial_md5_checksum"] = "00000000000000000000000000000000",
    ["percent_finished"] = 0.25,
    ["summary"] = {
        ["status"] = "reading",
    },
    [7] = nil; long = [==[ ]] ]==], big = -1.5e+3, off = false,
}
