### The timeline with its bands and scale, the tug of war, and the play controls.

## The timeline

timeline = Model minute
timeline-moments = Moments
timeline-value = minute { $minute } of { $last }
timeline-minute = minute { $minute }
timeline-model-minute = model minute { $minute }
timeline-end = { $minutes ->
    [one] { NUMBER($minutes, useGrouping: "false") } model minute
   *[other] { NUMBER($minutes, useGrouping: "false") } model minutes
}
timeline-scale = { $share ->
    [0.05] a twentieth of the volumes
    [0.1] a tenth of the volumes
    [0.25] a quarter of the volumes
    [0.5] half of the volumes
   *[other] all { volumes }
}
timeline-lane = { $run } · { $scale }
timeline-never-stuck = Up to minute { $until } no volume is ever stuck.
timeline-told = Most volumes are stuck in minute { $worst }: { $most } of { $volumes }. In minute { $until }, { $stuck ->
    [one] { $stuck } is
   *[other] { $stuck } are
} stuck, { $offline } of them offline, and { $down } of { nodes } { $down ->
    [one] is
   *[other] are
} down.

## The tug of war

tug = Tug of war, this minute
tug-said = Tug of war. { $words }
tug-this-minute = this minute
tug-newly-stuck = newly stuck
tug-stranded = stranded
tug-cut-off = cut off
tug-lost = lost their mirror
tug-causes = { $stranded } stranded, { $others } { $why ->
    [cut] cut off
   *[lost] lost their mirror
}
tug-relieved = relieved
tug-found = found a home
tug-at-rest = At the start nothing pulls.
tug-told = Minute { $minute }: { $newly ->
    [one] { $newly } volume is
   *[other] { $newly } volumes are
} newly stuck and { $relieved } relieved, so { tug-change }: { $stuck } in all.
tug-change = { $way ->
    [more] { $change ->
        [one] { $change } more is stuck
       *[other] { $change } more are stuck
    }
    [fewer] { $change ->
        [one] { $change } fewer is stuck
       *[other] { $change } fewer are stuck
    }
   *[same] as many are stuck as before
}

## The play controls

play = Play
    .pause = Pause
    .again = Play again
playback = Playback
    .back = One minute back
    .on = One minute on
    .speed = Speed
    .auto = auto
    .times = { $speed }×
leap = Flags
    .previous = Previous flag
    .next = Next flag
view = View
    .slots = Slots
    .links = Links
save-picture = Save this moment as a picture
full-screen = Full screen
help-button = Keys and help
