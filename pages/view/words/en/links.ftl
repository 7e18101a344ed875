### What a link, or a file of settings, got wrong: told in a sentence, and the rest is kept.
### `$given` is what it said, `$used` what holds instead; ranges are written as links write numbers.

## What a value must be

rule-choice = { $name } must be one of { LIST($choices, type: "unit") }
rule-whole = { $name } must be a whole number from { NUMBER($low, useGrouping: "false") } to { NUMBER($high, useGrouping: "false") }
rule-number = { $name } must be a number from { NUMBER($low, useGrouping: "false") } to { NUMBER($high, useGrouping: "false") }
rule-cells = cells must be a whole number from 1 to { $most } with { nodes }
rule-degree = degree must be an even number from 2 to { $most } with { nodes }
rule-ticks = ticks must be at most { $most } with { volumes } (volumes x ticks up to { $work })
rule-action-shape = an action must be (tick, name, value)
rule-action-name = an action must be one of { LIST($choices, type: "unit") }
rule-action-tick = the tick of { $name } must be a whole number from 1 to { NUMBER($ticks, useGrouping: "false") }
rule-action-none = { $name } takes no value
rule-action-switch = { $name } must be 1 or 0
rule-actions = actions must be a list of (tick, name, value)
rule-actions-most = actions must be at most { $most }
rule-version = v must be { $version }, the version of the rules
rule-scene = scene must be one of { LIST($choices, type: "unit") }
rule-minute-of-scene = t must be a whole number from { $begin } to { $end } in this scene

## What became of it

problem-ignored = { $rule }; { $given } was ignored
problem-replaced = { $rule }; { $given } was ignored and { $used } is used
problem-as-left = right: { $rule }; { $given } was ignored and { $used } is used, as on the left
problem-no-setting = { $name } is no setting and was ignored
problem-several = { $name } is given { $times } times; the first counts
problem-newer = v { $given }: made with newer rules; this may be another run
problem-more = { $more ->
    [one] { $more } further value was ignored
   *[other] { $more } further values were ignored
}
problem-later-actions = action { $number } and what follows
problem-for-the-lab = { $name } is for the Lab and was ignored: the story has settings of its own
problem-right-several = right is given { $times } times; { $given } is used
problem-right-most = right: only the first { $most } entries are read
problem-right-shared = right: { $name } is shared by both clusters; { $given } was ignored
problem-right-no-setting = right: { $name } is no setting and was ignored
problem-right-again = right: { $name } is given more than once; { $given } is used
problem-map-same = map_x and map_y must be two settings; { $given } was given for both
problem-file = The file was not opened: { $why }
file-no-json = the file is not JSON
file-no-scenario = the file holds no scenario of Stormglass
file-version = the file must be of version { $version }; { $given } was given
file-newer = version { $given }: made with newer rules; this may be another run
file-too-large = it is larger than 100 kB
