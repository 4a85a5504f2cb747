"""Documents set out as no rule was written for, with what a reader of the page would say they hold.

One text file a layout: above the line of equals signs the answers, written by hand before anything was read;
below it the page. `reading` explains the notation, `drawing` makes a Word file and a PDF of it. Those with an
odd number were used to find faults by; those with an even number were kept until the figures in `measuring`.
"""
