### Two clusters with the same luck: levers of both, pairs to start from, the butterfly, the three protections.

pair = Where the two worlds part
    .part = Minute { $minute }: they part
    .seen = Minute { $minute }: one can see it
    .stuck = Stuck volumes
    .same = make both the same
    .follows = the same
    .levers = Levers of both clusters; they hold from the start
    .hint = The right cluster is a copy of the left one until you move one of its own levers.
    .cards-hint = Each picture: how many volumes are stuck, minute by minute, on the left and on the right.
side-left = Left
side-right = Right
side-lead = { $side ->
    [left] Left. { $words }
   *[right] Right. { $words }
}
pair-lever = { $side ->
    [left] { $lever }, left
   *[right] { $lever }, right
}
pair-name = { $side ->
    [left] Left: { $words }
   *[right] Right: { $words }
}
pair-copy = Right: a copy of the left one
pair-and-more = { $words } and { $more } more
pair-settings = { LIST($settings, type: "unit") }

## A setting that has no lever, in few words

own-reconnect = { $percent ->
    [0] nobody reconnects first
   *[other] { $percent } % reconnect first
}
own-jitter = { $jitter ->
    [none] no jitter
   *[other] { $jitter } jitter
}
own-peers = { $peers ->
    [cluster] one cluster
    [cells] { $cells ->
        [one] { $cells } cell
       *[other] { $cells } cells
    }
   *[other] peers: { $peers }
}
own-spare-slots = { $slots ->
    [one] { $slots } spare slot
   *[other] { $slots } spare slots
}
own-off = { $name }: off
own-other = { $name }: { $value }

## What to start from

pair-backoff = Storm, or patience
    .promise = Right: after each refusal a volume waits longer, up to 32 minutes.
pair-fix = Storm, or the bug fixed
    .promise = Right: the same rush, and no node can crash by the race.
pair-space = Storm, or room
    .promise = Right: three times the spare slots.
pair-reconnect = Storm, or reconnect first
    .promise = Right: half of the volumes trust their old copy when contact is back.
pair-jitter = In step, or spread
    .promise = Both wait up to 4 minutes. Left without jitter: everyone comes back together.
pair-cells = One cluster, or four cells
    .promise = The mistake hits the same nodes. Right: each cell knows only itself.
butterfly = Butterfly
    .hint = Half the bug, and luck decides: with the very same settings one cluster recovers, another is lost. Then the whole
        cluster has { $fewer ->
            [one] { $fewer } spare slot
           *[other] { $fewer } spare slots
        } instead of { $all }. One slot, on one node. Nothing else is different.
    .seed = Seed { NUMBER($seed, useGrouping: "false") }
    .minute = Show minute { $minute }, where it begins to matter

## The three protections

protections = The three protections
    .hint = After April 2011 Amazon named three: ask more patiently, fix the bug, keep more room. Each alone, in pairs, all
        together: how { $lucks } clusters of this model fare.
    .source = Amazon's summary
    .key = the middle luck, and 8 in 10 around it
    .values = Without → with, by minute { NUMBER($minute, useGrouping: "false") }. { $backoff } · { $fix } · { $space }.
protection-backoff = Backoff: { $off } → { $on }
protection-fix = fix: { $off } → { $on }
protection-space = space: { $off } → { $on }
protection-fan = { $which }: { $fates }. Show it on the right
protection = { $which ->
    [none] none of them
    [backoff] backoff
    [fix] fix
    [space] space
    [backoff-fix] backoff + fix
    [backoff-space] backoff + space
    [fix-space] fix + space
   *[all] all three
}
    .title = { $which ->
        [none] None of them
        [backoff] Backoff
        [fix] Fix
        [space] Space
        [backoff-fix] Backoff + fix
        [backoff-space] Backoff + space
        [fix-space] Fix + space
       *[all] All three
    }
    .called = { $which ->
        [none] none of them
        [backoff] backoff
        [fix] the fix
        [space] space
        [backoff-fix] backoff + fix
        [backoff-space] backoff + space
        [fix-space] fix + space
       *[all] all three
    }
protection-fates = of { $lucks }: { LIST($fates, type: "unit") }
protection-fate = { $fate ->
    [over] { $lucks } over
    [held] { $short ->
        [0] { $lucks } held
       *[other] { $lucks } held ({ $short } short of room)
    }
    [raging] { $lucks } still raging
   *[collapsed] { $lucks } collapsed
}
verdict-alone = Alone, { $verdicts }.
verdict-pairs = Of the pairs, { $verdicts }.
verdict-none = none ends the storm
verdict-each = each ends the storm
verdict-every = every one ends the storm
verdict-end = { $count ->
    [one] { LIST($which) } ends the storm
   *[other] { LIST($which) } end the storm
}
verdict-hold = { $count ->
    [one] { LIST($which) } only holds it
   *[other] { LIST($which) } only hold it
}
verdict-fail = { $count ->
    [one] { LIST($which) } does not stop it
   *[other] { LIST($which) } do not stop it
}
verdict-two = { $first }; { $second }
verdict-three = { $first }; { $second }; { $third }
verdict-all = { $does ->
    [ends] All three together end it.
    [holds] All three together only hold it.
   *[fails] Even all three together do not stop it.
}
verdict-price = Patience has a price: with { $which } alone { $without } of { $lucks } { $without ->
    [one] is
   *[other] are
} over by the end, with backoff as well { $with }.
