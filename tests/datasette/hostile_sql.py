"""Questions in SQL that mean harm: by name, with whether the server must refuse them or may answer in bounds.

`bench/hostile_sql.py` measures what each of them costs a server.
"""

NUMBERS = "with recursive n(i) as (select 1 union all select i + 1 from n limit {0}) "
ENDLESS = "with recursive n(i) as (select 1 union all select i + 1 from n) "
LONG = "printf('%.240000c', 'a')"  # nearly as long as a value may be
WORDS = "(select group_concat('{0}', '{1}') from (" + NUMBERS + "select i from n))"
JOIN = "records a, records b, records c, records d"
SEARCH = "select count(*) from timeline_search where timeline_search match "

REFUSED = {
    "zeroblob": "select zeroblob(1000000000)",
    "hex of zeroblob": "select hex(zeroblob(200000000))",
    "randomblob": "select randomblob(100000)",
    "padded number": "select printf('%999999999d', 1)",
    "padded text": "select printf('%.*c', 1000000000, 'x')",
    "padded text, again and again": "select printf(replace(hex(zeroblob(10000)), '00', '%.200000c'), 'x')",
    "replace that multiplies": f"select replace({LONG}, 'a', {LONG})",
    "text that doubles": "with recursive n(x) as (select 'a' union all select x || x from n) select x from n",
    "group_concat of a join": f"select group_concat(a.data || b.data) from {JOIN}",
    "json array of a join": f"select json_group_array(json(a.data)) from {JOIN}",
    "instr of two long texts": f"select instr({LONG}, substr({LONG}, 1, 120000) || 'b')",
    "trim by a long text": f"select trim({LONG}, printf('%.120000c', 'b') || 'a')",
    "like with a long pattern": f"select {LONG} like '%' || substr({LONG}, 1, 150) || 'b'",
    "glob with a long pattern": f"select {LONG} glob '*' || substr({LONG}, 1, 150) || 'b'",
    "long text in many rows": ENDLESS + f"select {LONG} || i from n",
    "many columns in many rows": ENDLESS + f"select {', '.join(['i'] * 199)} from n",
    "too many columns": f"select {', '.join(['1'] * 1000)}",
    "deep expression": f"select {'1+' * 500}1",
    "many selects": " union all ".join(["select 1"] * 100),
    "many arguments": f"select max({', '.join(['1'] * 100)})",
    "thousands of words to search": SEARCH + WORDS.format("a*", " OR ", 100_000),
}  # fmt: skip
BOUNDED = {
    "join of everything": f"select count(*) from {JOIN}, records e, records f",
    "endless numbers": ENDLESS + "select count(*) from n",
    "endless rows": ENDLESS + "select i from n",
    "endless sorting": ENDLESS + "select i, hex(zeroblob(2000)) from n order by 2",
    "endless union": ENDLESS + f"select count(*) from (select i, {LONG} || i from n union select 1, 2)",
    "long steps": NUMBERS.format(100_000)
    + f"select {', '.join(f'length(hex(zeroblob(120000 + i + {step})))' for step in range(150))} from n",
    "json in long steps": NUMBERS.format(100_000)
    + f"select {', '.join(f'json_valid({LONG} || (i + {step}))' for step in range(150))} from n",
    "words to search": SEARCH + WORDS.format("a*", " OR ", 40_000),
    "all words of a search": SEARCH + WORDS.format("t*", " ", 80_000),
    "words near each other": SEARCH + "'NEAR(' || " + WORDS.format("the", " ", 50_000) + " || ', 1000)'",
    "a long phrase": SEARCH + "'\"' || " + WORDS.format("the", " ", 60_000) + " || '\"'",
    "a tree of json": "select count(*) from json_tree('[' || (select group_concat('[[]]', ',') from ("
    + NUMBERS.format(40_000)
    + "select i from n)) || ']') a, json_tree('[[1]]') b",
    "names": NUMBERS.format(100_000) + f"select name_key({LONG} || i) from n",
    "a timeline of long headlines": NUMBERS.format(2_000)
    + "select i as entry_id, '2025-01-01' as starts, printf('%.1900c', '<') as headline, 'vote' as type, "
    "'occurred' as status from n",
}
CASES = REFUSED | BOUNDED
