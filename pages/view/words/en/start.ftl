### Where one can start from: each card's title, what it promises, and its parts where there are several.

start-storm = The storm
    .promise = Nearly every cluster collapses. Worse than the real event, most of which kept working.
start-ordinary_day = An ordinary day
    .promise = The same bug, and no network mistake: next to nothing happens.
start-like_2011 = Like 2011
    .promise = Milder, and with a rescue: at minute 40 the search is stopped, at 120 space comes. Tuned to resemble what was published, not a reconstruction.
start-on_the_edge = On the edge
    .promise = Half the bug. About half the clusters collapse: luck decides.
start-backoff_holds = Backoff holds it
    .promise = Everyone waits up to half an hour. Few are lost; some still wait at the end.
start-room = Room to breathe
    .promise = Three times the free space: over within the hour.
start-bug_fixed = Bug fixed
    .promise = The same rush, and no crash.
start-cells = Cells contain it
    .promise = Four cells, the mistake in one: that one is lost, three never notice.
start-small_change = A small change
    .promise = No ordinary day shows the difference. In a storm it takes three times as many clusters down.
start-small_change-small_day_before = before, a day
start-small_change-small_day_after = after, a day
start-small_change-small_storm_before = before, a storm
start-small_change-small_storm_after = after, a storm
start-other_code = The fleet runs other code
    .promise = Half the nodes without the bug: half the storms stop. Three quarters: all of them.
start-other_code-half_fleet = half of it
start-other_code-most_of_the_fleet = three quarters
start-reconnect = Reconnect first
    .promise = Half the volumes trust their old copy again: few clusters collapse.
start-thousand = A thousand nodes
    .promise = The same storm from further away: luck hardly matters.

start = Start from
    .choose = Start from …
    .hint = Each picture is a run with the same luck, seed { NUMBER($seed, useGrouping: "false") }: how many volumes are stuck, minute by minute.
    .part = { $card }: { $part }
    .named = “{ $name }”
