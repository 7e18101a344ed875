### How a run ends: told when it has ended, or when somebody asks.

ending-nothing = Nothing happens in this run.
ending-no-more = Nothing more happens after minute { $minute }.
ending-end = Minute { $minute }, the end of this run.
ending-title = How it ends
ending-open = The end is open until you play it.
ending-show = Show what comes
minute-lead = Minute { $minute }.
minute-flag = Minute { $minute }: { $words }.
happened = What happened
    .notice = What to notice
    .try = What to try
run-same = the same settings
run-setting = { $setting } { $value }
