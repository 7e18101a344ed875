### What each protection costs, told beside its lever.

cost-backoff-calm = Waiting is a brake: whoever loses a copy stands without a second one for longer.
cost-backoff-never = A brake; and here even without the bug, and with all asking at once, some have no home by the end.
cost-backoff = A brake: without the bug everyone has a home { minutes } after contact is back when all ask at once; { LIST($waits, type: "unit") }.
cost-wait-first = with waits of up to { minutes } after { $after }
cost-wait = of up to { $minutes } after { $after }
cost-longer-never = with longer ones not by the end
cost-any-never = with any wait not by the end
cost-bug = A fix must be found, tested, and rolled out to all { nodes } before the mistake comes.
cost-spare-none = Nothing is bought, and nothing is there when it is needed.
cost-spare = { slots } bought, and idle on every quiet day; at the worst of this run { $fewest ->
    [0] all of them are taken.
    [one] { $fewest } stays free.
   *[other] { $fewest } stay free.
}
calm-brake-request_limit = A brake: a node that opens fewer requests lets volumes wait that could have a home.
never-brake-request_limit = A brake; and here even without the bug and without a limit some have no home by the end.
cost-brake-request_limit = A brake: without the bug everyone has a home { minutes } after contact is back when a node opens all that it is asked; with a limit { LIST($told, type: "unit") }.
calm-brake-retry_budget = A brake: a node without a token lets its volumes wait that could have a home.
never-brake-retry_budget = A brake; and here even without the bug and with retries for nothing some have no home by the end.
cost-brake-retry_budget = A brake: without the bug everyone has a home { minutes } after contact is back when retries cost nothing; with a budget { LIST($told, type: "unit") }.
cost-further = of { $value } after { $after }
cost-further-never = of { LIST($values, type: "disjunction") } not by the end
