### What happened: what to notice in a run, and what to try on the same luck.

## What to notice

notice-nobody-searched = Nobody had to search, so nothing could crash.
notice-no-crash = No node crashed. The busiest closed { requests } at once, in minute { $minute }: the chance to crash was { $percent } %.
notice-no-crash-fixed = No node crashed. The busiest closed { requests } at once, in minute { $minute }: the bug is fixed there.
notice-broken-first = The first node to crash, in minute { $minute }, was broken by hand.
notice-crashed-at-contact = The first node crashed in the very minute in which contact came back, while closing { requests } at once.
notice-crashed-first = The first node crashed in minute { $minute }, while closing { requests } at once.
notice-stranded = Crashes left a volume stuck { $times ->
    [one] { $times } time
   *[other] { $times } times
}{ $volumes ->
    [0] .
   *[other] ; the network mistake itself had cut off { volumes }.
}
notice-space-left = Space never ran out: at worst { slots } stayed free.
notice-space-gone = Free space was gone in minute { $minute }, yet no node crashed after that.
notice-space-gone-crashes = Free space was gone in minute { $minute }; { $later } of { $crashes ->
    [one] { $crashes } crash
   *[other] { $crashes } crashes
} came from then on.
notice-worst-few = At worst, in minute { $minute }, { $stuck ->
    [one] { $stuck } volume of { $volumes } was stuck.
   *[other] { $stuck } volumes of { $volumes } were stuck.
}
notice-worst = At worst, in minute { $minute }, { $percent } % of the volumes were stuck.

## What to try

try-stop-search = Stop the search in minute { $minute }, and let it go on 20 minutes later
try-search-again = Search again in minute { $minute }
try-patience = Ask more patiently: waits of up to 8 minutes
try-longer = Watch it for longer: { minutes }
try-room = Give it more room: 10 % spare slots
try-fix = Fix the bug before the storm
try-mistake = Let the network mistake happen on this day
try-bug = Put the bug back
try-less-room = Spare less: 2 % free slots
try-larger-cut = Cut off more nodes: 30 %

## What to notice in two clusters, and what to try

notice-pair-crashes = Nodes that crash: { $left } on the left, { $right } on the right.
notice-pair-apart = They are furthest apart in minute { $minute }: { $percent } % more of the volumes are stuck on the { $side ->
    [left] left
   *[right] right
}.
notice-pair-requests = Requests in all: { $left } on the left, { $right } on the right.
try-pair-swap = Swap the two sides
try-pair-next-luck = The same change under the next luck
try-pair-fix = Fix the bug on the right, too
try-pair-patience = Let the right one wait up to 32 minutes
try-pair-room = Give the right one 10 % spare slots
