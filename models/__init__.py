"""The vocabulary that every other room speaks: frozen values, documented, serialisable, without I/O.

`document` a file's text and its blocks; `structure` what its form, sections and tables say; `finding` what is
wrong with it; `people` who is in it; `disclosure` what may leave; `marking` how it is to be protected;
`case` where it belongs and how far it has come; `errors` what can go wrong; `codec` JSON.
"""
