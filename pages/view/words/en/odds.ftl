### The odds of these settings: the sentence, the grid of lucks, the strips over the levers.

odds = Odds
fate-over = over
fate-held = held, slow
fate-short = held, short of room
fate-raging = still raging
fate-collapsed = collapsed
odds-big = { $known ->
    [yes] { $collapsed } of { $lucks }
   *[no] – of { $lucks }
}
odds-interval = { $low }–{ $high } %
odds-minute = by minute { NUMBER($minute, useGrouping: "false") }
odds-sure = { odds-minute } · 95 % interval: { $known ->
    [yes] { odds-interval }
   *[no] –
}
    .title = How sure one can be of the share that collapses, from so many lucks
odds-words = clusters with these settings { $collapsed ->
    [one] collapses
   *[other] collapse
}
odds-words-actions = clusters with these settings and actions { $collapsed ->
    [one] collapses
   *[other] collapse
}
odds-key = { $fate ->
    [collapsed] { $lucks ->
        [one] collapses
       *[other] collapse
    }
    [raging] { $lucks ->
        [one] still rages
       *[other] still rage
    }
    [held] held, slow
    [short] held, short of room
   *[over] over
}
odds-held = { $held } held{ $short ->
    [0] {""}
   *[other] {" "}({ $short } short of room)
}
odds-sentence = { $collapsed } of { $lucks } { odds-words } { odds-minute } ({ odds-interval }): { $raging ->
    [one] { $raging } still rages
   *[other] { $raging } still rage
}, { odds-held }, { $over } over.
odds-sentence-actions = { $collapsed } of { $lucks } { odds-words-actions } { odds-minute } ({ odds-interval }): { $raging ->
    [one] { $raging } still rages
   *[other] { $raging } still rage
}, { odds-held }, { $over } over.
odds-worked-out = The odds are being worked out.
lucks = Lucks: how each of { $lucks } clusters with these settings ends
luck = seed { NUMBER($seed, useGrouping: "false") }: { $fate ->
    [over] over
    [held] held, slow
    [short] held, short of room
    [raging] still raging
    [collapsed] collapsed
   *[unknown] not known yet
}
luck-in-view = { luck }, in view
luck-yours = yours
luck-of-yours = { luck }, yours
luck-beyond = { luck-of-yours }: beyond the { $lucks } of the grid
luck-back = back to seed { NUMBER($seed, useGrouping: "false") }, yours
strip-hint = Each strip: how { $lucks } clusters end at that stop.
strip = { $lever }: how clusters end at each stop
strip-stop = { $lever } { $stop }
strip-stop-off = { $lever } off
strip-stop-percent = { $lever } { $percent } %
strip-known = { $stop }: of { $lucks }, { $collapsed } collapse, { $raging } rage, { odds-held }, { $over } over
strip-unknown = { $stop }: not known yet
strip-said = { $lever }: of { $lucks } clusters { LIST($stops, type: "unit") }.
strip-said-first = { $collapsed ->
    [one] { $collapsed } collapses
   *[other] { $collapsed } collapse
} at { $stop }
strip-said-next = { $collapsed } at { $stop }
