### How a run ends, and what it cost: one or two of these sentences.

outcome-collapsed-all = Collapsed. In the end <crashed>all { nodes }</crashed> are down and { offline } { $offline ->
    [one] has
   *[other] have
} no running copy.
outcome-collapsed = Collapsed. In the end <crashed>{ $down } of { nodes }</crashed> are down and { offline } { $offline ->
    [one] has
   *[other] have
} no running copy.
outcome-no-storm = No storm: no node crashed, and every volume is safe.
outcome-over-unharmed = Over by minute { $minute }. No node crashed, and every volume is safe.
outcome-over = Over by minute { $minute }, after { crashes }.
outcome-held = { $short ->
    [0] Held, but slow:
   *[other] Held, but short of room:
} { $crashes ->
    [0] it does no more damage
   *[other] after { crashes } it does no more damage
}, and { $searching ->
    [one] { searching } still waits
   *[other] { searching } still wait
} for a second home. { $short ->
    [0] There are slots enough for all: what they need is time.
   *[other] More time alone does not make room for all.
}
outcome-raging = Still raging after { minutes }: { crashes } so far, { $searching ->
    [one] { searching } still waits for a second home
   *[other] { searching } still wait for a second home
}, and { $offline ->
    [one] { offline } has no running copy.
   *[other] { offline } have no running copy.
}
outcome-lost = { $offline ->
    [0] No volume is lost from sight.
    [one] { offline } has no running copy.
   *[other] { offline } have no running copy.
}
