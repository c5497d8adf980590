-- we can read Lua syntax here!
return {
    ["bookmarks"] = {
        [1] = { ["datetime"] = "2019-01-02 03:04:07", ["page"] = "/body/p[7].0",
            ["notes"] = "in Night", ["text"] = "my own words" },
        [2] = { ["datetime"] = "2019-01-02 03:04:05", ["highlighted"] = true,
            ["notes"] = "By the stove", ["page"] = "/body/p[1].0",
            ["text"] = "Page 12 By the stove @ 2019-01-02 03:04:05" },
    },
    ["highlight"] = {
        [12] = { [1] = { ["datetime"] = "2019-01-02 03:04:05", ["drawer"] = "strikeout",
            ["pos0"] = "/body/p[1].0", ["text"] = "The oil was never counted" } },
        [14] = { [1] = { ["datetime"] = "2019-01-02 03:04:06",
            ["pos0"] = "/body/p[9].0", ["text"] = "twice in one night" } },
    },
    ["stats"] = { ["title"] = "The Lamps", ["authors"] = "Anna Fedotova" },
}
