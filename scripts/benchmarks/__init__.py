"""What `scripts/bench` is made of.

datasets     the files that are deposited: made from a seed, kept, reused
measuring    one timed process: wall clock, CPU, peak memory, bytes written
programs     how the vault and its peers are called
serving      the vault and nginx as servers, for as long as a row runs
rows         what is compared with what, and the budgets
comparisons  from samples to ratios: each round by itself, then the median
rounds       runs the subjects of a row in turns, each on a fresh target
machine      what a reader must know of the machine to judge the figures
report       the Markdown tables and the JSON file
"""
