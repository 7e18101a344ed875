### What stands around the scenes of the story: the way on, predictions, the folds below. The scenes are files of their own.

story = The story
    .scenes = Scenes
    .back = Back
    .back-key = Back (←)
    .next = Next
    .whole = The whole story
    .lab = Now try to stop it
    .progress = <hidden>Scene </hidden>{ $scene } of { $scenes }
    .heard = Scene { $scene }: { $title }. { $words }
legend-run = <run>Bold</run> or underlined numbers: from the model’s runs.
legend-record = <record>Dotted</record>: Amazon’s own account.
legend-reader = <reader>Slanted</reader>: readers’ remarks on GeekWire, 2011.
prediction = Your prediction: { $about }
    .skip = Show me without guessing
    .guess = You said: <strong>{ $choice }</strong>
    .plays = Now it plays.
    .heard = You said: { $choice }. Now it plays.
    .watch = Watch …
    .right = Just as you said.
    .wrong = This run: <strong>{ $came }</strong>.
    .alone = Your pick alone:
predictions = Your predictions
    .title = What you predicted
    .hint = Guessing first is how one notices. In the Lab you can test the next guess.
    .right = you said “{ $choice }”; and so it came.
    .wrong = you said “{ $choice }”; this run: <strong>{ $came }</strong>.
    .alone = you said “{ $choice }”; alone:
story-short = { $short } short of room
loop = A loop: volumes search for space; so nodes close many requests at once; so nodes crash; so more volumes lose a copy; and those search, too.
loop-search = volumes search
    .more = for space
loop-close = one node closes
    .more = many at once
    .most = up to { $closings }
loop-crash = nodes crash
    .many = { $crashes ->
        [one] { $crashes } crash
       *[other] { $crashes } crashes
    }
loop-lose = more volumes
    .more = lose a copy
    .none = none is left
free-slots = { $slots ->
    [one] { $slots } free slot
   *[other] { $slots } free slots
}
    .said = Free slots from minute { $from } to minute { $minute }: { slots } free now, { $most } at most.
    .minute = minute { $minute }
bar-of = { $value } of { $whole }
bar-said = { $bar }: { bar-of }
paragraph = The paragraph of 2011 that this explains
    .seen = { $seen } of { $sentences } sentences seen
    .lead = What the operator’s explanation says, in our words; each sentence lights up when its scene was seen. The original: <source>{ $source }</source>.
    .see = see it
    .see-scene = See it: { $scene }
    .was-seen = seen:
    .not-seen = not seen yet:
whole-story = The whole story as text
