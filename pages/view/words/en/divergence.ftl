### Where two clusters with the same luck part, and why. `$here` and `$there` are sides: left or right.

-left = left
-right = right
here = { $here ->
    [left] { -left }
   *[right] { -right }
}
there = { $there ->
    [left] { -left }
   *[right] { -right }
}

## The headline

part-never = The two worlds never part: no volume ever fares differently.
part-refused = The two worlds part in minute { $minute }: volume { $volume } gets space on node { $node } on the { here }, and is refused on the { there }.
part-waited = The two worlds part in minute { $minute }: volume { $volume } finds a home on node { $node } on the { here }; on the { there } it waits.
part-crash = The two worlds part in minute { $minute }: node { $node } crashes on the { here } and takes a copy of volume { $volume }; on the { there } it stays up.
part-trusted = The two worlds part in minute { $minute }: volume { $volume } trusts its old copy again on the { here }; on the { there } it looks for a new home.
part-cut = The two worlds part in minute { $minute }: the network mistake cuts volume { $volume } off on the { here }, and not on the { there }.
part-other = The two worlds part in minute { $minute }: volume { $volume } { $left ->
    [mirrored] has both copies
    [cut_off] is cut off
    [searching] searches
    [copying] has found a home
   *[offline] is offline
} on the left and { $right ->
    [mirrored] has both copies
    [cut_off] is cut off
    [searching] searches
    [copying] has found a home
   *[offline] is offline
} on the right.

## What follows

part-move-a-lever = Move one of the levers, or take another luck.
part-others = { $others ->
    [0] It is the only one.
    [one] { $others } other volume fares differently, too.
   *[other] { $others } other volumes fare differently, too.
}
part-not-seen = One can hardly see it: the two pictures never differ much for long.
part-seen-at-once = One can see it at once.
part-seen-from = One can see it from minute { $minute } on.

## The node that crashes on one side only

survivor-broken = In minute { $minute } node { $node } is broken by hand on the { here }.
survivor-who = { $known ->
    [yes] The node
   *[no] In minute { $minute } node { $node }
}
survivor-until = { $falls ->
    [0] .
   *[other] , until minute { $falls }.
}
survivor-as-many = { survivor-who } crashes on the { here } while closing { closings }; on the { there } it closes as many at a chance of { $percent } %, and lives{ survivor-until }
survivor-as-many-fixed = { survivor-who } crashes on the { here } while closing { closings }; on the { there } it closes as many without the bug, and lives{ survivor-until }
survivor = { survivor-who } crashes on the { here } while closing { closings }; on the { there } it closes { $lived ->
    [0] none
   *[other] { $lived }
} and lives{ survivor-until }
survivor-missing-alike = { $missing ->
    [one] The one request that is missing there is that of volume { $volume }, which { $doing ->
        [waited] is waiting
        [home] has a home already
        [elsewhere] asks elsewhere
       *[stuck] cannot ask
    }.
   *[other] { $missing } requests are missing there: their volumes { $doing ->
        [waited] are waiting
        [home] have a home already
        [elsewhere] ask elsewhere
       *[stuck] cannot ask
    }.
}
survivor-missing = { $missing ->
    [one] { $missing } request is missing there: of their volumes { LIST($groups) }.
   *[other] { $missing } requests are missing there: of their volumes { LIST($groups) }.
}
absent-waited = { $volumes ->
    [one] { $volumes } is waiting
   *[other] { $volumes } are waiting
}
absent-home = { $volumes ->
    [one] { $volumes } has a home already
   *[other] { $volumes } have a home already
}
absent-elsewhere = { $volumes ->
    [one] { $volumes } asks elsewhere
   *[other] { $volumes } ask elsewhere
}
absent-stuck = { $volumes } cannot ask
