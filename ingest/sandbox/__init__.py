"""Reading in a locked-down child, so that no file can hurt the service.

Threat: a file made to make its reader run code, fill the memory, fill the disk, never end, or read other
people's files. The parsers are large and some are written in C: assume that each has a hole.
Rule: every file is read by a process of its own, forked from a warm single-threaded template that never
reads files itself. Before the child sees a byte of the file it loses its privileges (`setuid` to nobody
where it was root, no new ones), the right to large memory, long CPU time, files and open descriptors
(rlimits), and, where libseccomp is there, every system call that a reader does not need: no sockets, no
files, no programs. What comes back is JSON of a `Document`, or a refusal as a code of a fixed list; both
sides hold the limits, and the parent checks the type of everything it gets. A child may ask for the words in
a picture: it sends grey bytes of stated size, and the service has them read by a program that is locked down
itself. A child that dies or outlives its time becomes a refusal, and no other file notices.
Residual risk: a hole in the kernel's few remaining calls; a child that lies about the text of its own file;
on systems without seccomp, reading of files that "nobody" may read. `ReaderPool.protections` says what is
on.
"""

from ingest.sandbox.pool import ReaderPool

__all__ = ["ReaderPool"]
